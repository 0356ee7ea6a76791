//! People's records: profiles, logs, papers, practice sessions, and this device's settings.

use crate::kv::{Kv, KvError};
use crate::record::{self, Problem, ProblemKind};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::cell::RefCell;
use std::rc::Rc;
use xuefa_core::bank::QuestionId;
use xuefa_core::event::{ChunkId, Log, Stamped};
use xuefa_core::exam::ExamId;
use xuefa_core::exam::Sitting;
use xuefa_core::order::sort_by_number;
use xuefa_core::practice::PracticeSet;
use xuefa_core::profile::{Profile, ProfileId};
use xuefa_core::time::Timestamp;

const PREFIX: &str = "xuefa:";
const DEVICE: &str = "xuefa:device";
const SET_ASIDE: &str = "xuefa:set-aside:";

/// A stretch of a log is closed when it is longer than this many bytes, so that an answer never
/// rewrites more than this.
const MAX_CHUNK_BYTES: usize = 6_000;

fn profile_key(id: &ProfileId) -> String {
    format!("xuefa:profile:{id}")
}
fn log_prefix(id: &ProfileId) -> String {
    format!("xuefa:log:{id}:")
}
fn paper_prefix(id: &ProfileId) -> String {
    format!("xuefa:paper:{id}:")
}
fn session_prefix(id: &ProfileId) -> String {
    format!("xuefa:session:{id}:")
}
fn place_prefix(id: &ProfileId) -> String {
    format!("xuefa:place:{id}:")
}
fn backup_key(id: &ProfileId) -> String {
    format!("xuefa:backed-up:{id}")
}

/// The profile whose log a key belongs to, and which stretch of it; `None` for other keys.
pub fn parse_chunk_key(key: &str) -> Option<(ProfileId, ChunkId)> {
    let (profile, chunk) = key.strip_prefix("xuefa:log:")?.split_once(':')?;
    Some((profile.into(), chunk.into()))
}

/// Light or dark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Theme {
    /// As the device has it.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// How large everything is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TypeSize {
    /// 标准.
    #[default]
    Normal,
    /// 大.
    Large,
    /// 特大.
    Larger,
    /// 超大.
    Largest,
}

/// What holds for everyone on this device.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct DeviceSettings {
    /// Who studies now.
    pub current: Option<ProfileId>,
    /// Light or dark.
    pub theme: Theme,
    /// How large everything is.
    pub type_size: TypeSize,
}

/// A practice set as it was planned, so that coming back finds the same questions in the same order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedSession {
    /// The questions in the order asked.
    pub questions: Vec<QuestionId>,
    /// Decides the order of options.
    pub seed: u64,
    /// Events with this number or more belong to the session.
    pub since: u64,
}

/// Where someone stopped in a set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// The question on screen.
    pub question: QuestionId,
    /// Whether they went past the last question, to the end.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub end: bool,
    /// When; of two places in the same set the later one is kept.
    pub at: Timestamp,
}

/// A record that could not be read and was put where it does no harm.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetAside {
    /// Where it stood.
    pub key: String,
    /// What was the matter.
    pub reason: String,
    /// The record as it was found.
    pub text: String,
}

/// All records of a device.
#[derive(Clone)]
pub struct Store {
    kv: Rc<dyn Kv>,
    problems: Rc<RefCell<Vec<Problem>>>,
}

impl Store {
    /// Keeps records in this store.
    pub fn new(kv: impl Kv + 'static) -> Self {
        Self { kv: Rc::new(kv), problems: Rc::default() }
    }

    /// Takes the problems met since the last call: records that were set aside, or left because a
    /// newer version wrote them.
    pub fn take_problems(&self) -> Vec<Problem> {
        self.problems.take()
    }

    /// Everyone who studies on this device, by time of creation.
    ///
    /// # Errors
    /// When there is no store.
    pub fn profiles(&self) -> Result<Vec<Profile>, KvError> {
        let mut profiles: Vec<Profile> = Vec::new();
        for key in self.keys_with("xuefa:profile:")? {
            profiles.extend(self.read(&key)?);
        }
        // Stores name keys in any order.
        sort_by_number(&mut profiles, |profile: &Profile| profile.created.0);
        Ok(profiles)
    }

    /// Keeps a profile.
    ///
    /// # Errors
    /// When it cannot be written; then nothing has changed.
    pub fn save_profile(&self, profile: &Profile) -> Result<(), KvError> {
        self.kv.set(&profile_key(&profile.id), &record::write(profile))
    }

    /// Removes a profile and everything of it.
    ///
    /// # Errors
    /// When there is no store.
    pub fn delete_profile(&self, id: &ProfileId) -> Result<(), KvError> {
        // The profile goes last: what an interruption leaves behind stays visible and can be deleted again.
        for prefix in [log_prefix(id), paper_prefix(id), session_prefix(id), place_prefix(id)] {
            for key in self.keys_with(&prefix)? {
                self.kv.remove(&key)?;
            }
        }
        self.kv.remove(&backup_key(id))?;
        self.kv.remove(&profile_key(id))
    }

    /// This device's settings; the usual ones where none are kept.
    ///
    /// # Errors
    /// When there is no store.
    pub fn device(&self) -> Result<DeviceSettings, KvError> {
        Ok(self.read(DEVICE)?.unwrap_or_default())
    }

    /// Keeps this device's settings.
    ///
    /// # Errors
    /// When they cannot be written; then nothing has changed.
    pub fn save_device(&self, settings: &DeviceSettings) -> Result<(), KvError> {
        self.kv.set(DEVICE, &record::write(settings))
    }

    /// All that a person did.
    ///
    /// # Errors
    /// When there is no store.
    pub fn log(&self, id: &ProfileId) -> Result<Log, KvError> {
        let mut log = Log::default();
        let prefix = log_prefix(id);
        for key in self.keys_with(&prefix)? {
            if let Some(events) = self.read(&key)? {
                log.merge_chunk(key[prefix.len()..].into(), events);
            }
        }
        Ok(log)
    }

    /// One stretch of a log, as another tab may just have written it.
    ///
    /// # Errors
    /// When there is no store.
    pub fn chunk(&self, id: &ProfileId, chunk: &ChunkId) -> Result<Option<Vec<Stamped>>, KvError> {
        self.read(&format!("{}{chunk}", log_prefix(id)))
    }

    /// Keeps a paper that someone begins to sit.
    ///
    /// # Errors
    /// When it cannot be written; then nothing has changed.
    pub fn save_sitting(&self, id: &ProfileId, sitting: &Sitting) -> Result<(), KvError> {
        self.kv.set(&format!("{}{}", paper_prefix(id), sitting.exam), &record::write(sitting))
    }

    /// A paper that someone began to sit.
    ///
    /// # Errors
    /// When there is no store.
    pub fn sitting(&self, id: &ProfileId, exam: &ExamId) -> Result<Option<Sitting>, KvError> {
        self.read(&format!("{}{exam}", paper_prefix(id)))
    }

    /// The sittings whose papers are kept.
    ///
    /// # Errors
    /// When there is no store.
    pub fn sittings(&self, id: &ProfileId) -> Result<Vec<ExamId>, KvError> {
        let prefix = paper_prefix(id);
        Ok(self.keys_with(&prefix)?.iter().map(|key| key[prefix.len()..].into()).collect())
    }

    /// Forgets a paper; its result stays in the log.
    ///
    /// # Errors
    /// When there is no store.
    pub fn delete_sitting(&self, id: &ProfileId, exam: &ExamId) -> Result<(), KvError> {
        self.kv.remove(&format!("{}{exam}", paper_prefix(id)))
    }

    /// The session of a set, if one was begun.
    ///
    /// # Errors
    /// When there is no store.
    pub fn session(&self, id: &ProfileId, set: &PracticeSet) -> Result<Option<SavedSession>, KvError> {
        self.read(&format!("{}{}", session_prefix(id), set.key()))
    }

    /// Keeps the session of a set.
    ///
    /// # Errors
    /// When it cannot be written; then nothing has changed.
    pub fn save_session(&self, id: &ProfileId, set: &PracticeSet, session: &SavedSession) -> Result<(), KvError> {
        self.kv.set(&format!("{}{}", session_prefix(id), set.key()), &record::write(session))
    }

    /// Where someone stopped in a set.
    ///
    /// # Errors
    /// When there is no store.
    pub fn place(&self, id: &ProfileId, set: &PracticeSet) -> Result<Option<Place>, KvError> {
        self.read(&format!("{}{}", place_prefix(id), set.key()))
    }

    /// All places of a person, with the key of their set; in any order.
    ///
    /// # Errors
    /// When there is no store.
    pub fn places(&self, id: &ProfileId) -> Result<Vec<(String, Place)>, KvError> {
        self.by_set(&place_prefix(id))
    }

    /// All sessions of a person, with the key of their set; in any order.
    ///
    /// # Errors
    /// When there is no store.
    pub fn sessions(&self, id: &ProfileId) -> Result<Vec<(String, SavedSession)>, KvError> {
        self.by_set(&session_prefix(id))
    }

    /// Keeps where someone stopped.
    ///
    /// # Errors
    /// When it cannot be written; then nothing has changed.
    pub fn save_place(&self, id: &ProfileId, set: &PracticeSet, place: &Place) -> Result<(), KvError> {
        self.kv.set(&format!("{}{}", place_prefix(id), set.key()), &record::write(place))
    }

    /// When a person's records were last backed up.
    ///
    /// # Errors
    /// When there is no store.
    pub fn backed_up(&self, id: &ProfileId) -> Result<Option<Timestamp>, KvError> {
        self.read(&backup_key(id))
    }

    /// Notes that a person's records were backed up.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn save_backed_up(&self, id: &ProfileId, at: Timestamp) -> Result<(), KvError> {
        self.kv.set(&backup_key(id), &record::write(&at))
    }

    /// Records that could not be read, with what they held.
    ///
    /// # Errors
    /// When there is no store.
    pub fn set_aside(&self) -> Result<Vec<SetAside>, KvError> {
        let mut found = Vec::new();
        for key in self.keys_with(SET_ASIDE)? {
            if let Some(text) = self.kv.get(&key)? {
                found.push(record::read(&text).unwrap_or(SetAside { key, reason: String::new(), text }));
            }
        }
        Ok(found)
    }

    /// Removes the records that could not be read.
    ///
    /// # Errors
    /// When there is no store.
    pub fn clear_set_aside(&self) -> Result<(), KvError> {
        self.keys_with(SET_ASIDE)?.iter().try_for_each(|key| self.kv.remove(key))
    }

    /// Characters that all our records take. Browsers allow about five million.
    ///
    /// # Errors
    /// When there is no store.
    pub fn n_chars(&self) -> Result<usize, KvError> {
        let mut n_chars = 0;
        for key in self.keys_with(PREFIX)? {
            n_chars += key.len() + self.kv.get(&key)?.map_or(0, |text| text.chars().count());
        }
        Ok(n_chars)
    }

    /// Writes all of these, or none: what was written before a failure is put back.
    pub(crate) fn write_all(&self, records: &[(String, String)]) -> Result<(), KvError> {
        let mut undo: Vec<(&str, Option<String>)> = Vec::new();
        for (key, text) in records {
            let before = self.kv.get(key)?;
            if let Err(error) = self.kv.set(key, text) {
                for (key, before) in undo.into_iter().rev() {
                    match before {
                        Some(text) => self.kv.set(key, &text)?,
                        None => self.kv.remove(key)?,
                    }
                }
                return Err(error);
            }
            undo.push((key, before));
        }
        Ok(())
    }

    pub(crate) fn chunk_record(id: &ProfileId, chunk: &ChunkId, events: &[Stamped]) -> (String, String) {
        (format!("{}{chunk}", log_prefix(id)), record::write(&events))
    }

    pub(crate) fn profile_record(profile: &Profile) -> (String, String) {
        (profile_key(&profile.id), record::write(profile))
    }

    pub(crate) fn sitting_record(id: &ProfileId, sitting: &Sitting) -> (String, String) {
        (format!("{}{}", paper_prefix(id), sitting.exam), record::write(sitting))
    }

    pub(crate) fn session_record(id: &ProfileId, set_key: &str, session: &SavedSession) -> (String, String) {
        (format!("{}{set_key}", session_prefix(id)), record::write(session))
    }

    pub(crate) fn place_record(id: &ProfileId, set_key: &str, place: &Place) -> (String, String) {
        (format!("{}{set_key}", place_prefix(id)), record::write(place))
    }

    fn keys_with(&self, prefix: &str) -> Result<Vec<String>, KvError> {
        Ok(self.kv.keys()?.into_iter().filter(|key| key.starts_with(prefix)).collect())
    }

    fn by_set<T: DeserializeOwned>(&self, prefix: &str) -> Result<Vec<(String, T)>, KvError> {
        let mut found = Vec::new();
        for key in self.keys_with(prefix)? {
            if let Some(record) = self.read(&key)? {
                found.push((key[prefix.len()..].to_owned(), record));
            }
        }
        Ok(found)
    }

    /// Reads a record. One that cannot be read is set aside and reported, one of a newer version is
    /// left and reported; both count as absent.
    fn read<T: DeserializeOwned>(&self, key: &str) -> Result<Option<T>, KvError> {
        let Some(text) = self.kv.get(key)? else { return Ok(None) };
        match record::read(&text) {
            Ok(data) => Ok(Some(data)),
            Err(kind) => {
                if let ProblemKind::Damaged(reason) = &kind {
                    self.put_aside(key, reason, text)?;
                }
                self.problems.borrow_mut().push(Problem { key: key.to_owned(), kind });
                Ok(None)
            }
        }
    }

    /// Moves a record out of the way. Where there is no room for the move it stays where it is: it
    /// is not lost, only reported again next time.
    fn put_aside(&self, key: &str, reason: &str, text: String) -> Result<(), KvError> {
        let aside = record::write(&SetAside { key: key.to_owned(), reason: reason.to_owned(), text });
        let mut number = 1;
        while self.kv.get(&format!("{SET_ASIDE}{number}"))?.is_some() {
            number += 1;
        }
        match self.kv.set(&format!("{SET_ASIDE}{number}"), &aside) {
            Ok(()) => self.kv.remove(key),
            Err(KvError::Full) => Ok(()),
            Err(error) => Err(error),
        }
    }
}

/// Adds events to a person's log, in a stretch that only this writer writes.
#[derive(Clone)]
pub struct LogWriter {
    store: Store,
    profile: ProfileId,
    /// Unlike that of any other writer.
    tag: String,
    n_chunks: u32,
    events: Vec<Stamped>,
    n_unsaved: usize,
}

impl LogWriter {
    /// A writer for this person. `tag` must differ from that of every other writer, past ones included.
    pub fn new(store: Store, profile: ProfileId, tag: String) -> Self {
        Self { store, profile, tag, n_chunks: 0, events: Vec::new(), n_unsaved: 0 }
    }

    /// The stretch being written.
    pub fn chunk(&self) -> ChunkId {
        ChunkId(format!("{}-{}", self.tag, self.n_chunks))
    }

    /// Events of the stretch being written, unsaved ones included.
    pub fn events(&self) -> &[Stamped] {
        &self.events
    }

    /// How many events are not saved yet.
    pub fn n_unsaved(&self) -> usize {
        self.n_unsaved
    }

    /// Adds an event and saves it at once.
    ///
    /// # Errors
    /// When it cannot be saved. The event is kept and saved with the next one, or by
    /// [`LogWriter::retry`]; what was saved before is as it was.
    pub fn append(&mut self, event: Stamped) -> Result<(), KvError> {
        self.events.push(event);
        self.n_unsaved += 1;
        self.retry()
    }

    /// Saves what could not be saved before.
    ///
    /// # Errors
    /// When it still cannot be saved.
    pub fn retry(&mut self) -> Result<(), KvError> {
        if self.n_unsaved == 0 {
            return Ok(());
        }
        let (key, text) = Store::chunk_record(&self.profile, &self.chunk(), &self.events);
        self.store.kv.set(&key, &text)?;
        self.n_unsaved = 0;
        if text.len() > MAX_CHUNK_BYTES {
            self.n_chunks += 1;
            self.events.clear();
        }
        Ok(())
    }
}
