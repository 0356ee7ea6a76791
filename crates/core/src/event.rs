//! What a person did, as a log that only grows.
//!
//! Everything a person does becomes an [`Event`]. All that the app shows of a person is derived from
//! the set of their events, so two tabs, or two devices by way of a backup, agree as soon as both
//! have the same events: merging is the union of sets. Order among events does not come from the
//! clock, which may be wrong, but from a counter that is always larger than any seen before.

use crate::bank::{QuestionId, text_id};
use crate::choices::Choices;
use crate::exam::{ExamId, ExamResult};
use crate::mode::Mode;
use crate::order::sort_by_number;
use crate::profile::ProfileSettings;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

text_id!(
    /// Names a stretch of a log that only one tab writes.
    ChunkId
);

/// Something a person did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Written", into = "Written")]
pub enum Event {
    /// Answered a question in practice.
    Answered {
        /// The question.
        question: QuestionId,
        /// How it was practised.
        mode: Mode,
        /// What was chosen, by index in the bank file.
        chosen: Choices,
        /// Whether it was right then.
        right: bool,
    },
    /// Marked or unmarked a question.
    Favourited {
        /// The question.
        question: QuestionId,
        /// Marked, or unmarked.
        on: bool,
    },
    /// Took a question out of the wrong book by hand.
    Dismissed {
        /// The question.
        question: QuestionId,
    },
    /// Said that a question is faulty.
    Reported {
        /// The question.
        question: QuestionId,
        /// In the person's words.
        note: String,
    },
    /// Began an exam.
    ExamBegun {
        /// The sitting.
        exam: ExamId,
        /// The paper's title.
        title: String,
        /// When its time is up.
        deadline: Timestamp,
    },
    /// Answered a question of an exam; the newest answer counts.
    ExamAnswered {
        /// The sitting.
        exam: ExamId,
        /// Position on the paper, from 0.
        item: u16,
        /// What is chosen now; may be nothing.
        chosen: Choices,
    },
    /// Flagged a question of an exam to come back to, or took the flag away.
    ExamFlagged {
        /// The sitting.
        exam: ExamId,
        /// Position on the paper, from 0.
        item: u16,
        /// Flagged, or not any more.
        on: bool,
    },
    /// Handed in an exam. Only the first time counts.
    ExamSubmitted(ExamResult),
    /// Changed the settings.
    SettingsChanged(ProfileSettings),
}

/// An event as it is written: without the names of its fields, which would be most of the text.
#[derive(Clone, Serialize, Deserialize)]
enum Written {
    #[serde(rename = "a")]
    Answered(QuestionId, Mode, Choices, bool),
    #[serde(rename = "f")]
    Favourited(QuestionId, bool),
    #[serde(rename = "d")]
    Dismissed(QuestionId),
    #[serde(rename = "n")]
    Reported(QuestionId, String),
    #[serde(rename = "xb")]
    ExamBegun(ExamId, String, Timestamp),
    #[serde(rename = "x")]
    ExamAnswered(ExamId, u16, Choices),
    #[serde(rename = "xf")]
    ExamFlagged(ExamId, u16, bool),
    #[serde(rename = "xs")]
    ExamSubmitted(ExamResult),
    #[serde(rename = "s")]
    SettingsChanged(ProfileSettings),
}

impl From<Written> for Event {
    fn from(written: Written) -> Self {
        match written {
            Written::Answered(question, mode, chosen, right) => Self::Answered { question, mode, chosen, right },
            Written::Favourited(question, on) => Self::Favourited { question, on },
            Written::Dismissed(question) => Self::Dismissed { question },
            Written::Reported(question, note) => Self::Reported { question, note },
            Written::ExamBegun(exam, title, deadline) => Self::ExamBegun { exam, title, deadline },
            Written::ExamAnswered(exam, item, chosen) => Self::ExamAnswered { exam, item, chosen },
            Written::ExamFlagged(exam, item, on) => Self::ExamFlagged { exam, item, on },
            Written::ExamSubmitted(result) => Self::ExamSubmitted(result),
            Written::SettingsChanged(settings) => Self::SettingsChanged(settings),
        }
    }
}

impl From<Event> for Written {
    fn from(event: Event) -> Self {
        match event {
            Event::Answered { question, mode, chosen, right } => Self::Answered(question, mode, chosen, right),
            Event::Favourited { question, on } => Self::Favourited(question, on),
            Event::Dismissed { question } => Self::Dismissed(question),
            Event::Reported { question, note } => Self::Reported(question, note),
            Event::ExamBegun { exam, title, deadline } => Self::ExamBegun(exam, title, deadline),
            Event::ExamAnswered { exam, item, chosen } => Self::ExamAnswered(exam, item, chosen),
            Event::ExamFlagged { exam, item, on } => Self::ExamFlagged(exam, item, on),
            Event::ExamSubmitted(result) => Self::ExamSubmitted(result),
            Event::SettingsChanged(settings) => Self::SettingsChanged(settings),
        }
    }
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
        // Of two events with the same number, the one of the stretch with the smaller id comes first.
        let mut events: Vec<&Stamped> = self.chunks.values().flatten().collect();
        sort_by_number(&mut events, |event| i64::try_from(event.0).unwrap_or(i64::MAX));
        events
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
