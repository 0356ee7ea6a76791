//! What a person did, as a log that only grows.
//!
//! Everything a person does becomes an [`Event`]. All that the app shows of a person is derived from
//! the set of their events, so two tabs, or two devices by way of a backup, agree as soon as both
//! have the same events: merging is the union of sets. Order among events does not come from the
//! clock, which may be wrong, but from a counter that is always larger than any seen before.

use crate::bank::{QuestionId, text_id};
use crate::choices::Choices;
use crate::exam::ExamResult;
use crate::practice::Mode;
use crate::profile::ProfileSettings;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

text_id!(
    /// Names one sitting of an exam.
    ExamId
);
text_id!(
    /// Names a stretch of a log that only one tab writes.
    ChunkId
);

/// Something a person did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Event {
    /// Answered a question in practice.
    #[serde(rename = "a")]
    Answered {
        /// The question.
        #[serde(rename = "q")]
        question: QuestionId,
        /// How it was practised.
        #[serde(rename = "m")]
        mode: Mode,
        /// What was chosen, by index in the bank file.
        #[serde(rename = "c")]
        chosen: Choices,
        /// Whether it was right then.
        #[serde(rename = "r")]
        right: bool,
    },
    /// Marked or unmarked a question.
    #[serde(rename = "f")]
    Favourited {
        /// The question.
        #[serde(rename = "q")]
        question: QuestionId,
        /// Marked, or unmarked.
        on: bool,
    },
    /// Took a question out of the wrong book by hand.
    #[serde(rename = "d")]
    Dismissed {
        /// The question.
        #[serde(rename = "q")]
        question: QuestionId,
    },
    /// Said that a question is faulty.
    #[serde(rename = "n")]
    Reported {
        /// The question.
        #[serde(rename = "q")]
        question: QuestionId,
        /// In the person's words.
        note: String,
    },
    /// Began an exam.
    #[serde(rename = "xb")]
    ExamBegun {
        /// The sitting.
        exam: ExamId,
        /// The paper's title.
        title: String,
        /// When its time is up.
        deadline: Timestamp,
    },
    /// Answered a question of an exam; the newest answer counts.
    #[serde(rename = "x")]
    ExamAnswered {
        /// The sitting.
        #[serde(rename = "e")]
        exam: ExamId,
        /// Position on the paper, from 0.
        #[serde(rename = "i")]
        item: u16,
        /// What is chosen now; may be nothing.
        #[serde(rename = "c")]
        chosen: Choices,
    },
    /// Flagged a question of an exam to come back to, or took the flag away.
    #[serde(rename = "xf")]
    ExamFlagged {
        /// The sitting.
        #[serde(rename = "e")]
        exam: ExamId,
        /// Position on the paper, from 0.
        #[serde(rename = "i")]
        item: u16,
        /// Flagged, or not any more.
        on: bool,
    },
    /// Handed in an exam. Only the first time counts.
    #[serde(rename = "xs")]
    ExamSubmitted(ExamResult),
    /// Changed the settings.
    #[serde(rename = "s")]
    SettingsChanged(ProfileSettings),
}

/// An event, when it happened and where it stands in the order of events.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamped(
    /// Larger than that of every event known when this one happened.
    pub u64,
    /// The device's clock at that time.
    pub Timestamp,
    /// What happened.
    pub Event,
);

/// A person's log: stretches that only grow, each written by one tab.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Log {
    /// The stretches.
    pub chunks: BTreeMap<ChunkId, Vec<Stamped>>,
}

impl Log {
    /// Takes over a stretch. Of two versions of the same stretch the longer one is kept, since a
    /// stretch only grows; equally long ones that differ (someone edited a file) are settled the
    /// same way whichever comes first. Returns whether anything changed.
    pub fn merge_chunk(&mut self, id: ChunkId, events: Vec<Stamped>) -> bool {
        match self.chunks.get_mut(&id) {
            Some(known) => {
                let newer = (events.len(), sort_text(&events)) > (known.len(), sort_text(known));
                if newer {
                    *known = events;
                }
                newer
            }
            None => {
                self.chunks.insert(id, events);
                true
            }
        }
    }

    /// Takes over all of another log. Returns whether anything changed.
    pub fn merge(&mut self, other: Self) -> bool {
        let mut changed = false;
        for (id, events) in other.chunks {
            changed |= self.merge_chunk(id, events);
        }
        changed
    }

    /// All events in their order.
    pub fn in_order(&self) -> Vec<&Stamped> {
        let mut events: Vec<(u64, &ChunkId, &Stamped)> =
            self.chunks.iter().flat_map(|(id, events)| events.iter().map(move |event| (event.0, id, event))).collect();
        // Stable, so events of one stretch with the same number keep their places.
        events.sort_by_key(|&(number, id, _)| (number, id));
        events.into_iter().map(|(_, _, event)| event).collect()
    }

    /// The number that the next event must have to come after all known ones.
    pub fn next_number(&self) -> u64 {
        self.chunks.values().flatten().map(|event| event.0).max().map_or(1, |number| number.saturating_add(1))
    }

    /// How many events.
    pub fn n_events(&self) -> usize {
        self.chunks.values().map(Vec::len).sum()
    }
}

/// Settles which of two equally long versions is kept.
fn sort_text(events: &[Stamped]) -> String {
    serde_json::to_string(events).unwrap_or_default()
}
