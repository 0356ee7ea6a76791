//! The banks: their index, and the pieces fetched so far.

use crate::platform;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::{Arc, LazyLock};
use xuefa_core::bank::{BankId, Basis, Case, LawId, Question, QuestionId};
use xuefa_core::index::{BankEntry, Index, Shard};
use xuefa_core::paper::Candidate;

/// Made by `build.rs` from the bank files.
static INDEX: LazyLock<Index> = LazyLock::new(|| Index::from_text(include_str!(concat!(env!("OUT_DIR"), "/index.txt"))));

/// A question as it is asked: with the situation it rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Asked {
    /// The question.
    pub(crate) question: Question,
    /// The situation.
    pub(crate) case: Option<Case>,
}

/// Something that has to be fetched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Fetched<T> {
    /// Not here yet.
    Loading,
    /// Here.
    Ready(T),
    /// Could not be fetched.
    Failed,
}

/// Position of a bank in the index and of a piece in the bank.
type ShardKey = (usize, usize);

/// How far a piece of a bank is.
enum Stage {
    Loading,
    Ready(Vec<Arc<Asked>>),
    Failed,
}

/// The pieces asked for so far.
#[derive(Default)]
struct Cache(Vec<(ShardKey, Stage)>);

impl Cache {
    fn stage(&self, key: ShardKey) -> Option<&Stage> {
        self.0.iter().find(|(other, _)| *other == key).map(|(_, stage)| stage)
    }

    fn set(&mut self, key: ShardKey, stage: Stage) {
        self.0.retain(|(other, _)| *other != key);
        self.0.push((key, stage));
    }
}

/// The banks.
#[derive(Clone, Copy)]
pub(crate) struct Library {
    cache: RwSignal<Cache>,
    laws: StoredValue<Option<Rc<BTreeMap<QuestionId, LawId>>>, LocalStorage>,
}

/// Called once, in `App`.
pub(crate) fn provide_library() {
    provide_context(Library { cache: RwSignal::new(Cache::default()), laws: StoredValue::new_local(None) });
}

/// The banks. Panics outside `App`.
pub(crate) fn expect_library() -> Library {
    expect_context()
}

impl Library {
    /// The index of all banks.
    pub(crate) fn index(self) -> &'static Index {
        &INDEX
    }

    /// The bank of this id.
    pub(crate) fn bank(self, id: &BankId) -> Option<&'static BankEntry> {
        INDEX.bank(id)
    }

    /// The law of each question's chapter.
    pub(crate) fn law_by_question(self) -> Rc<BTreeMap<QuestionId, LawId>> {
        if let Some(laws) = self.laws.get_value() {
            return laws;
        }
        let laws = Rc::new(INDEX.law_by_question());
        self.laws.set_value(Some(laws.clone()));
        laws
    }

    /// `《民法典》第120条`, and the law's version where the law is known.
    pub(crate) fn cite(self, basis: &Basis) -> (String, Option<String>) {
        match INDEX.law(&basis.law) {
            Some(law) => (format!("《{}》第{}条", law.short, basis.article), Some(law.version.clone())),
            None => (format!("第{}条", basis.article), None),
        }
    }

    /// A question; fetches the piece it is in when needed. Reactive.
    pub(crate) fn question(self, id: &QuestionId) -> Fetched<Arc<Asked>> {
        let Some(key) = locate(id) else { return Fetched::Failed };
        let found = self.cache.with(|cache| match cache.stage(key) {
            Some(Stage::Ready(asked)) => {
                Some(asked.iter().find(|asked| asked.question.id == *id).map_or(Fetched::Failed, |asked| Fetched::Ready(asked.clone())))
            }
            Some(Stage::Failed) => Some(Fetched::Failed),
            Some(Stage::Loading) => Some(Fetched::Loading),
            None => None,
        });
        found.unwrap_or_else(|| {
            self.fetch(key);
            Fetched::Loading
        })
    }

    /// All questions of these banks (of all if none are named), fetched one piece at a time. Reactive.
    pub(crate) fn questions(self, banks: &[BankId]) -> Fetched<Vec<Arc<Asked>>> {
        let mut asked = Vec::new();
        for key in shards_of(banks) {
            let missing = self.cache.with(|cache| match cache.stage(key) {
                Some(Stage::Ready(more)) => {
                    asked.extend(more.iter().cloned());
                    None
                }
                Some(Stage::Failed) => Some(Fetched::Failed),
                Some(Stage::Loading) => Some(Fetched::Loading),
                None => {
                    self.fetch(key);
                    Some(Fetched::Loading)
                }
            });
            if let Some(missing) = missing {
                return missing;
            }
        }
        Fetched::Ready(asked)
    }

    /// Whether a piece of these banks could not be fetched. Reactive.
    pub(crate) fn is_failed(self, banks: &[BankId]) -> bool {
        self.cache.with(|cache| shards_of(banks).into_iter().any(|key| matches!(cache.stage(key), Some(Stage::Failed))))
    }

    /// Tries again to fetch what could not be fetched.
    pub(crate) fn retry(self) {
        self.cache.update(|cache| cache.0.retain(|(_, stage)| !matches!(stage, Stage::Failed)));
    }

    fn fetch(self, key: ShardKey) {
        let file = &INDEX.banks[key.0].shards[key.1].file;
        spawn_local(async move {
            // Not before: whoever asks is reading the cache.
            if self.cache.with_untracked(|cache| cache.stage(key).is_some()) {
                return;
            }
            self.cache.update_untracked(|cache| cache.set(key, Stage::Loading));
            let shard = platform::fetch_text(&format!("banks/{file}"))
                .await
                .and_then(|text| serde_json::from_str::<Shard>(&text).map_err(|error| format!("{file}: column {}", error.column())));
            let stage = match shard {
                Ok(Shard { cases, questions }) => {
                    let asked = questions.into_iter().map(|question| {
                        let case = cases.iter().find(|case| Some(&case.id) == question.case.as_ref()).cloned();
                        Arc::new(Asked { question, case })
                    });
                    Stage::Ready(asked.collect())
                }
                Err(reason) => {
                    leptos::logging::warn!("{reason}");
                    Stage::Failed
                }
            };
            self.cache.update(|cache| cache.set(key, stage));
        });
    }
}

/// Positions of the question's bank and piece.
fn locate(id: &QuestionId) -> Option<ShardKey> {
    let bank_idx = INDEX.banks.iter().position(|bank| bank.prefix == id.prefix())?;
    let bank = &INDEX.banks[bank_idx];
    Some((bank_idx, bank.chapters.get(bank.chapter_of(id)?)?.shard))
}

fn shards_of(banks: &[BankId]) -> Vec<ShardKey> {
    let named = INDEX.banks.iter().enumerate().filter(|(_, bank)| banks.is_empty() || banks.contains(&bank.id));
    named.flat_map(|(bank_idx, bank)| (0..bank.shards.len()).map(move |shard_idx| (bank_idx, shard_idx))).collect()
}

/// What a paper may be drawn from.
pub(crate) fn candidates(asked: &[Arc<Asked>]) -> Vec<Candidate<'_>> {
    asked
        .iter()
        .filter_map(|asked| {
            let bank = INDEX.bank_of(&asked.question.id)?;
            let chapter = bank.chapter_of(&asked.question.id)?;
            let law = bank.laws.get(bank.chapters[chapter].law)?;
            Some(Candidate { bank: &bank.id, chapter, law, question: &asked.question, case: asked.case.as_ref() })
        })
        .collect()
}
