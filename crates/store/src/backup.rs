//! Backups: everything of one or all people in one file, and taking such a file back in.
//!
//! Restoring merges: it never removes or overwrites an answer, and doing it twice changes nothing more.

use crate::kv::KvError;
use crate::store::{Place, SavedSession, Store};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use xuefa_core::event::Log;
use xuefa_core::exam::Sitting;
use xuefa_core::profile::{Profile, ProfileId};
use xuefa_core::time::Timestamp;

const FORMAT: &str = "xuefa-backup";
const VERSION: u32 = 1;

#[derive(Serialize, Deserialize)]
struct File<'a> {
    format: String,
    version: u32,
    made: Timestamp,
    /// CRC-32 of the body's text: tells damage, not forgery.
    crc32: u32,
    #[serde(borrow)]
    body: &'a RawValue,
}

#[derive(Serialize, Deserialize)]
struct Person {
    profile: Profile,
    log: Log,
    sittings: Vec<Sitting>,
    places: Vec<(String, Place)>,
    #[serde(default)]
    sessions: Vec<(String, SavedSession)>,
}

/// Why a backup cannot be taken in. In each case nothing has changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RestoreError {
    /// Some other file.
    #[error("not a backup of this program")]
    Foreign,
    /// A backup, but cut off or altered.
    #[error("the backup is damaged")]
    Damaged,
    /// A backup of a newer version of this program.
    #[error("the backup is of version {0}, newer than {VERSION}")]
    TooNew(u32),
    /// It could not be written.
    #[error(transparent)]
    Store(#[from] KvError),
}

/// What a backup brought.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Restored {
    /// People in the backup, as they are known here now.
    pub profiles: Vec<ProfileId>,
    /// Of these, new here.
    pub n_new_profiles: usize,
    /// Events that were not here before.
    pub n_new_events: usize,
}

/// The text of a backup of these people.
///
/// # Errors
/// When there is no store.
pub fn export(store: &Store, profiles: &[Profile], now: Timestamp) -> Result<String, KvError> {
    let mut people = Vec::new();
    for profile in profiles {
        let mut sittings = Vec::new();
        for exam in store.sittings(&profile.id)? {
            sittings.extend(store.sitting(&profile.id, &exam)?);
        }
        people.push(Person {
            profile: profile.clone(),
            log: store.log(&profile.id)?,
            sittings,
            places: store.places(&profile.id)?,
            sessions: store.sessions(&profile.id)?,
        });
    }
    let body = serde_json::value::to_raw_value(&people).expect("records are plain data");
    let crc32 = crc32fast::hash(body.get().as_bytes());
    let file = File { format: FORMAT.to_owned(), version: VERSION, made: now, crc32, body: &body };
    Ok(serde_json::to_string(&file).expect("records are plain data"))
}

/// Takes a backup in.
///
/// A person of the backup is the one here with the same id, or else with the same name and unit,
/// or else new.
///
/// # Errors
/// When the file is no sound backup or cannot be written; then nothing has changed.
pub fn restore(store: &Store, text: &str) -> Result<Restored, RestoreError> {
    let people = read(text)?;
    let known = store.profiles()?;
    let mut records = Vec::new();
    let mut restored = Restored::default();
    for person in people {
        let here = known
            .iter()
            .find(|profile| profile.id == person.profile.id)
            .or_else(|| known.iter().find(|profile| profile.name == person.profile.name && profile.unit == person.profile.unit));
        let id = here.map_or_else(|| person.profile.id.clone(), |profile| profile.id.clone());
        if here.is_none() {
            restored.n_new_profiles += 1;
            records.push(Store::profile_record(&person.profile));
        }
        let mut log = store.log(&id)?;
        for (chunk, events) in person.log.chunks {
            let n_known = log.chunks.get(&chunk).map_or(0, Vec::len);
            if log.merge_chunk(chunk.clone(), events.clone()) {
                restored.n_new_events += events.len() - n_known.min(events.len());
                records.push(Store::chunk_record(&id, &chunk, &events));
            }
        }
        let kept = store.sittings(&id)?;
        for sitting in person.sittings.iter().filter(|sitting| !kept.contains(&sitting.exam)) {
            records.push(Store::sitting_record(&id, sitting));
        }
        let places = store.places(&id)?;
        for (set_key, place) in &person.places {
            if !places.iter().any(|(key, known)| key == set_key && known.at >= place.at) {
                records.push(Store::place_record(&id, set_key, place));
            }
        }
        // Sets begun here go on as they were begun here.
        let sessions = store.sessions(&id)?;
        for (set_key, session) in &person.sessions {
            if !sessions.iter().any(|(key, _)| key == set_key) {
                records.push(Store::session_record(&id, set_key, session));
            }
        }
        restored.profiles.push(id);
    }
    store.write_all(&records)?;
    Ok(restored)
}

fn read(text: &str) -> Result<Vec<Person>, RestoreError> {
    #[derive(Deserialize)]
    struct Format {
        format: String,
        version: u32,
    }
    let text = text.trim_start_matches('\u{feff}').trim();
    let Ok(format) = serde_json::from_str::<Format>(text) else {
        // A backup that was cut off is no longer JSON, but still begins like one.
        return Err(if text.starts_with(&format!("{{\"format\":\"{FORMAT}\"")) { RestoreError::Damaged } else { RestoreError::Foreign });
    };
    if format.format != FORMAT {
        return Err(RestoreError::Foreign);
    }
    if format.version > VERSION {
        return Err(RestoreError::TooNew(format.version));
    }
    let file: File<'_> = serde_json::from_str(text).map_err(|_| RestoreError::Damaged)?;
    if crc32fast::hash(file.body.get().as_bytes()) != file.crc32 {
        return Err(RestoreError::Damaged);
    }
    serde_json::from_str(file.body.get()).map_err(|_| RestoreError::Damaged)
}
