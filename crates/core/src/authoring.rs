//! All banks together, as authors keep them: reading the folder, and cutting it into what is delivered.

use crate::bank::{Bank, BankId, TopicId};
use crate::index::{Index, Shard, Topic, shards};
use serde::Deserialize;
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use std::fmt::Write;

/// The file that lists topics and the order of banks.
const TOPICS_FILE: &str = "topics.json";
/// JSON files of the folder that are not banks.
const NOT_BANKS: [&str; 3] = [TOPICS_FILE, "schema.json", "verified.json"];

/// A JSON file of the questions folder.
#[derive(Debug, Clone)]
pub struct BankSource {
    /// File name.
    pub file: String,
    /// Its text.
    pub text: String,
}

/// All banks, each sound by itself and together.
#[derive(Debug, Clone)]
pub struct Banks {
    /// The topics, in the order shown.
    pub topics: Vec<Topic>,
    /// The banks, in the order shown.
    pub banks: Vec<Bank>,
}

#[derive(Deserialize)]
struct TopicsFile {
    banks: Vec<BankId>,
    topics: Vec<Topic>,
}

/// Reads the folder's files.
///
/// # Errors
/// All problems, each with its file, question and reason.
pub fn read_banks(sources: &[BankSource]) -> Result<Banks, Vec<String>> {
    let mut problems = Vec::new();
    let topics_text = sources.iter().find(|source| source.file == TOPICS_FILE).map_or("", |source| source.text.as_str());
    let listed: TopicsFile = match serde_json::from_str(topics_text) {
        Ok(listed) => listed,
        Err(error) => return Err(vec![format!("{TOPICS_FILE}: {error}")]),
    };
    let known: BTreeSet<&TopicId> = listed.topics.iter().map(|topic| &topic.id).collect();
    let mut banks: Vec<Bank> = Vec::new();
    for source in sources.iter().filter(|source| !NOT_BANKS.contains(&source.file.as_str())) {
        match Bank::parse(&source.text) {
            Err(found) => problems.extend(found.iter().map(|problem| format!("{}: {problem}", source.file))),
            Ok(bank) => {
                if source.file != format!("{}.json", bank.id) {
                    problems.push(format!("{}: holds bank {}, so it must be called {}.json", source.file, bank.id, bank.id));
                }
                if !listed.banks.contains(&bank.id) {
                    problems.push(format!("{}: bank {} is not listed in {TOPICS_FILE}", source.file, bank.id));
                }
                for question in &bank.questions {
                    for topic in question.topics.iter().filter(|topic| !known.contains(topic)) {
                        problems.push(format!("{}: {}: topic {topic} is not in {TOPICS_FILE}", source.file, question.id));
                    }
                }
                banks.push(bank);
            }
        }
    }
    let mut prefixes = BTreeSet::new();
    for bank in &banks {
        let prefix = bank.questions.first().map_or("", |question| question.id.prefix());
        if !prefixes.insert(prefix) {
            problems.push(format!("{}.json: another bank's question ids begin with {prefix} too", bank.id));
        }
    }
    for id in &listed.banks {
        if problems.is_empty() && !banks.iter().any(|bank| bank.id == *id) {
            problems.push(format!("{TOPICS_FILE}: there is no bank {id}"));
        }
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    banks.sort_by_key(|bank| listed.banks.iter().position(|id| *id == bank.id));
    Ok(Banks { topics: listed.topics, banks })
}

impl Banks {
    /// The index that the app embeds.
    pub fn index(&self) -> Index {
        let mut index = Index { topics: self.topics.clone(), ..Index::default() };
        for bank in &self.banks {
            index.add(bank, |shard_idx, shard| shard_file(bank, shard_idx, shard));
        }
        index
    }

    /// The files delivered with the app: name and text.
    pub fn files(&self) -> Vec<(String, String)> {
        let mut files = Vec::new();
        for bank in &self.banks {
            for (shard_idx, shard) in shards(bank).iter().enumerate() {
                files.push((shard_file(bank, shard_idx, shard), shard_text(shard)));
            }
        }
        files
    }
}

fn shard_text(shard: &Shard) -> String {
    serde_json::to_string(shard).expect("shards are plain data")
}

/// Names a piece of a bank after its content, so that it can be cached for good.
fn shard_file(bank: &Bank, shard_idx: usize, shard: &Shard) -> String {
    format!("{}-{}.{}.json", bank.id, shard_idx + 1, hash(&shard_text(shard)))
}

/// The first 64 bits of the text's SHA-256, in hexadecimal.
pub fn hash(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().take(8).fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}
