//! The index of all banks: small enough to be part of the app, so that sets of questions can be
//! planned before any bank is fetched. Also the shards, the pieces in which a bank is delivered.
//!
//! The index is written as lines of tab-separated fields: every visitor loads it together with the
//! code that reads it, and both are a fraction of what JSON would take.

use crate::bank::{Bank, BankId, Case, Kind, Law, LawId, Question, QuestionId, TopicId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A topic that questions of several banks share.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Topic {
    /// Its id.
    pub id: TopicId,
    /// What people call it, `征地拆迁`.
    pub title: String,
}

/// All that is known of the banks before one is fetched.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Index {
    /// The banks, in the order shown.
    pub banks: Vec<BankEntry>,
    /// All laws that questions cite.
    pub laws: Vec<Law>,
    /// The topics, in the order shown.
    pub topics: Vec<Topic>,
}

/// One bank in the index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BankEntry {
    /// Its id.
    pub id: BankId,
    /// What people call it.
    pub title: String,
    /// Grows with each change.
    pub revision: u32,
    /// Letters that begin all its question ids.
    pub prefix: String,
    /// Slugs of the laws it covers, the main one first.
    pub laws: Vec<LawId>,
    /// Its chapters with their questions in the order of study; chapters without questions are left out.
    pub chapters: Vec<ChapterEntry>,
    /// The pieces in which it is delivered.
    pub shards: Vec<ShardEntry>,
    /// Questions by topic.
    pub topics: Vec<(TopicId, Numbers)>,
    /// Number of single, multiple and judge questions.
    pub n_by_kind: [u32; 3],
}

/// One chapter in the index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChapterEntry {
    /// `第一章 总则`.
    pub title: String,
    /// The part above it, if the law has parts.
    pub part: Option<String>,
    /// Position of its law in [`BankEntry::laws`].
    pub law: usize,
    /// Position in [`BankEntry::shards`].
    pub shard: usize,
    /// Its questions in the order of study.
    pub questions: Numbers,
}

/// One delivered piece of a bank.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShardEntry {
    /// File name, which holds the hash of the content: `civil-code-1.0123456789abcdef.json`.
    pub file: String,
}

/// What a delivered piece holds.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Shard {
    /// Situations that its questions share.
    #[serde(default)]
    pub cases: Vec<Case>,
    /// Its questions, in the order of study, without what only authors need.
    pub questions: Vec<Question>,
}

/// Question numbers as text, `1-12 15 20-31`, in order of study.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Numbers(String);

impl Numbers {
    /// Writes the numbers down, runs of consecutive ones as `first-last`.
    pub fn from_numbers(numbers: impl IntoIterator<Item = u32>) -> Self {
        let mut runs: Vec<(u32, u32)> = Vec::new();
        for number in numbers {
            match runs.last_mut() {
                Some((_, last)) if *last + 1 == number => *last = number,
                _ => runs.push((number, number)),
            }
        }
        let text: Vec<String> =
            runs.iter().map(|&(first, last)| if first == last { first.to_string() } else { format!("{first}-{last}") }).collect();
        Self(text.join(" "))
    }

    /// The numbers, in the order written.
    pub fn iter(&self) -> impl Iterator<Item = u32> + '_ {
        self.0.split_ascii_whitespace().flat_map(|run| {
            let (first, last) = run.split_once('-').unwrap_or((run, run));
            first.parse().unwrap_or(1)..=last.parse().unwrap_or(0)
        })
    }

    /// How many numbers.
    pub fn count(&self) -> usize {
        self.iter().count()
    }
}

impl BankEntry {
    /// The questions of these numbers.
    pub fn ids<'a>(&'a self, numbers: &'a Numbers) -> impl Iterator<Item = QuestionId> + 'a {
        numbers.iter().map(|number| QuestionId(format!("{}-{number:04}", self.prefix)))
    }

    /// All questions, in the order of study.
    pub fn all_ids(&self) -> Vec<QuestionId> {
        self.chapters.iter().flat_map(|chapter| self.ids(&chapter.questions)).collect()
    }

    /// How many questions.
    pub fn n_questions(&self) -> usize {
        self.n_by_kind.iter().sum::<u32>() as usize
    }

    /// Position of the chapter that holds the question.
    pub fn chapter_of(&self, id: &QuestionId) -> Option<usize> {
        let number = id.number().filter(|_| id.prefix() == self.prefix)?;
        self.chapters.iter().position(|chapter| chapter.questions.iter().any(|other| other == number))
    }
}

impl Index {
    /// Writes the index down.
    pub fn to_text(&self) -> String {
        let mut text = String::new();
        let mut line = |fields: &[&str]| {
            // Control characters would break the lines; no title has a use for them.
            let fields: Vec<String> = fields.iter().map(|field| field.replace(|c: char| c.is_control(), " ")).collect();
            text.push_str(&fields.join("\t"));
            text.push('\n');
        };
        for topic in &self.topics {
            line(&["topic", &topic.id.0, &topic.title]);
        }
        for law in &self.laws {
            line(&["law", &law.slug.0, &law.name, &law.short, &law.version, law.effective.as_deref().unwrap_or_default()]);
        }
        for bank in &self.banks {
            line(&["bank", &bank.id.0, &bank.title, &bank.revision.to_string(), &bank.prefix]);
            line(&["kinds", &bank.n_by_kind.map(|n| n.to_string()).join(" ")]);
            for law in &bank.laws {
                line(&["of", &law.0]);
            }
            for shard in &bank.shards {
                line(&["file", &shard.file]);
            }
            for chapter in &bank.chapters {
                let part = chapter.part.as_deref().unwrap_or_default();
                line(&["chapter", &chapter.title, part, &chapter.law.to_string(), &chapter.shard.to_string(), &chapter.questions.0]);
            }
            for (topic, numbers) in &bank.topics {
                line(&["on", &topic.0, &numbers.0]);
            }
        }
        text
    }

    /// Reads what [`Index::to_text`] writes. Lines that it cannot have written are passed over.
    pub fn from_text(text: &str) -> Self {
        let mut index = Self::default();
        for line in text.lines() {
            let fields: Vec<&str> = line.split('\t').collect();
            let text = |at: usize| fields.get(at).copied().unwrap_or_default().to_owned();
            let number = |at: usize| text(at).parse::<u32>().unwrap_or_default();
            let optional = |at: usize| Some(text(at)).filter(|text| !text.is_empty());
            match (fields[0], index.banks.last_mut()) {
                ("topic", _) => index.topics.push(Topic { id: TopicId(text(1)), title: text(2) }),
                ("law", _) => {
                    let law = Law { slug: LawId(text(1)), name: text(2), short: text(3), version: text(4), effective: optional(5) };
                    index.laws.push(law);
                }
                ("bank", _) => index.banks.push(BankEntry {
                    id: BankId(text(1)),
                    title: text(2),
                    revision: number(3),
                    prefix: text(4),
                    laws: Vec::new(),
                    chapters: Vec::new(),
                    shards: Vec::new(),
                    topics: Vec::new(),
                    n_by_kind: [0; 3],
                }),
                ("kinds", Some(bank)) => {
                    for (n, digits) in bank.n_by_kind.iter_mut().zip(text(1).split(' ')) {
                        *n = digits.parse().unwrap_or_default();
                    }
                }
                ("of", Some(bank)) => bank.laws.push(LawId(text(1))),
                ("file", Some(bank)) => bank.shards.push(ShardEntry { file: text(1) }),
                ("chapter", Some(bank)) => bank.chapters.push(ChapterEntry {
                    title: text(1),
                    part: optional(2),
                    law: number(3) as usize,
                    shard: number(4) as usize,
                    questions: Numbers(text(5)),
                }),
                ("on", Some(bank)) => bank.topics.push((TopicId(text(1)), Numbers(text(2)))),
                _ => {}
            }
        }
        index
    }

    /// The bank of this id.
    pub fn bank(&self, id: &BankId) -> Option<&BankEntry> {
        self.banks.iter().find(|bank| bank.id == *id)
    }

    /// The bank that holds the question, told by the letters of its id.
    pub fn bank_of(&self, id: &QuestionId) -> Option<&BankEntry> {
        self.banks.iter().find(|bank| bank.prefix == id.prefix())
    }

    /// The law of this slug.
    pub fn law(&self, slug: &LawId) -> Option<&Law> {
        self.laws.iter().find(|law| law.slug == *slug)
    }

    /// For each question in the index, the law of its chapter.
    pub fn law_by_question(&self) -> BTreeMap<QuestionId, LawId> {
        let mut laws = BTreeMap::new();
        for bank in &self.banks {
            for chapter in &bank.chapters {
                if let Some(law) = bank.laws.get(chapter.law) {
                    laws.extend(bank.ids(&chapter.questions).map(|id| (id, law.clone())));
                }
            }
        }
        laws
    }

    /// How many questions of all banks carry the topic.
    pub fn n_with_topic(&self, topic: &TopicId) -> usize {
        self.banks.iter().flat_map(|bank| &bank.topics).filter(|(id, _)| id == topic).map(|(_, numbers)| numbers.count()).sum()
    }

    /// Adds a bank with its laws. `shard_file` names the file of each of its pieces.
    pub fn add(&mut self, bank: &Bank, shard_file: impl Fn(usize, &Shard) -> String) {
        for law in &bank.laws {
            if self.law(&law.slug).is_none() {
                self.laws.push(law.clone());
            }
        }
        let shards = shards(bank);
        let shard_by_chapter = shard_by_chapter(bank);
        let ordered = bank.in_study_order();
        let numbers = |wanted: &dyn Fn(&Question) -> bool| {
            Numbers::from_numbers(ordered.iter().filter(|question| wanted(question)).filter_map(|question| question.id.number()))
        };
        let mut chapters = Vec::new();
        for (chapter_idx, chapter) in bank.chapters.iter().enumerate() {
            let questions = numbers(&|question| bank.chapter_of(question) == Some(chapter_idx));
            if questions.count() > 0 {
                chapters.push(ChapterEntry {
                    title: chapter.title.clone(),
                    part: chapter.part.clone(),
                    law: bank.laws.iter().position(|law| law.slug == chapter.law).unwrap_or(0),
                    shard: shard_by_chapter[chapter_idx],
                    questions,
                });
            }
        }
        let topics = self
            .topics
            .iter()
            .map(|topic| (topic.id.clone(), numbers(&|question| question.topics.contains(&topic.id))))
            .filter(|(_, numbers)| numbers.count() > 0)
            .collect();
        self.banks.push(BankEntry {
            id: bank.id.clone(),
            title: bank.title.clone(),
            revision: bank.revision,
            prefix: bank.questions.first().map_or("", |question| question.id.prefix()).to_owned(),
            laws: bank.laws.iter().map(|law| law.slug.clone()).collect(),
            chapters,
            shards: shards.iter().enumerate().map(|(shard_idx, shard)| ShardEntry { file: shard_file(shard_idx, shard) }).collect(),
            topics,
            n_by_kind: Kind::ALL.map(|kind| bank.questions.iter().filter(|question| question.kind == kind).count() as u32),
        });
    }
}

/// A piece is closed when the next chapter would make it larger than this many questions, so that
/// no question waits for a whole bank.
const SHARD_QUESTIONS: usize = 40;
/// The same for a bank's first piece: nobody knows yet whether more will be wanted.
const FIRST_SHARD_QUESTIONS: usize = 24;

/// For each chapter, the position of the piece that holds it: pieces end with parts, and when they
/// are large enough.
fn shard_by_chapter(bank: &Bank) -> Vec<usize> {
    let mut shard_idx = 0;
    let mut n_in_shard = 0;
    let mut part: Option<&Option<String>> = None;
    bank.chapters
        .iter()
        .enumerate()
        .map(|(chapter_idx, chapter)| {
            let n_questions = bank.questions.iter().filter(|question| bank.chapter_of(question) == Some(chapter_idx)).count();
            let new_part = part.is_some_and(|part| *part != chapter.part);
            if n_questions > 0 {
                let room = if shard_idx == 0 { FIRST_SHARD_QUESTIONS } else { SHARD_QUESTIONS };
                if n_in_shard > 0 && (new_part || n_in_shard + n_questions > room) {
                    shard_idx += 1;
                    n_in_shard = 0;
                }
                n_in_shard += n_questions;
                part = Some(&chapter.part);
            }
            shard_idx
        })
        .collect()
}

/// Cuts a bank into the pieces in which it is delivered.
pub fn shards(bank: &Bank) -> Vec<Shard> {
    let shard_by_chapter = shard_by_chapter(bank);
    let n_shards = shard_by_chapter.last().map_or(0, |last| last + 1);
    let mut shards = vec![Shard::default(); n_shards];
    for question in bank.in_study_order() {
        if let Some(chapter_idx) = bank.chapter_of(question) {
            shards[shard_by_chapter[chapter_idx]].questions.push(Question { facts: Vec::new(), ..question.clone() });
        }
    }
    for shard in &mut shards {
        let used = |case: &&Case| shard.questions.iter().any(|question| question.case.as_deref() == Some(&case.id));
        shard.cases = bank.cases.iter().filter(used).cloned().collect();
    }
    shards
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_runs_and_read_back() {
        for (numbers, text) in [(vec![], ""), (vec![1, 2, 3, 5, 4], "1-3 5 4"), (vec![9], "9"), (vec![2, 3, 1], "2-3 1")] {
            let written = Numbers::from_numbers(numbers.clone());
            assert_eq!(written.0, text);
            assert_eq!(written.iter().collect::<Vec<_>>(), numbers);
        }
    }
}
