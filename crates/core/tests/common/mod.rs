//! Made-up banks and logs for the tests of this folder.
#![allow(dead_code, reason = "each test file uses its share")]

use proptest::prelude::*;
use serde_json::json;
use xuefa_core::bank::{BankId, Kind, LawId, Question, QuestionId};
use xuefa_core::choices::Choices;
use xuefa_core::event::{ChunkId, Event, Log, Stamped};
use xuefa_core::exam::ExamId;
use xuefa_core::grading::{PartialRule, Points};
use xuefa_core::mode::Mode;
use xuefa_core::paper::{Blueprint, Candidate, Section};
use xuefa_core::time::Timestamp;

/// A question of four options; A is right, of several also B and C.
pub fn question(id: &str, kind: Kind) -> Question {
    let (options, answer) = match kind {
        Kind::Single => (json!(["甲", "乙", "丙", "丁"]), json!("A")),
        Kind::Multiple => (json!(["甲", "乙", "丙", "丁"]), json!("ABC")),
        Kind::Judge => (json!([]), json!(true)),
    };
    serde_json::from_value(json!({
        "id": id, "kind": kind, "stem": format!("问{id}？"), "options": options, "answer": answer, "explanation": "因为。",
        "basis": [{ "law": "sample", "article": 1 }], "topics": ["mediation"], "difficulty": 1
    }))
    .expect("a sound question")
}

/// A pool of questions: two banks, three chapters each, all kinds.
pub struct Pool {
    banks: [BankId; 2],
    law: LawId,
    questions: Vec<(usize, usize, Question)>,
}

impl Pool {
    /// With so many questions of each kind in each chapter.
    pub fn new(n_each: usize) -> Self {
        let mut questions = Vec::new();
        for bank in 0..2 {
            for chapter in 0..3 {
                for (kind_idx, kind) in Kind::ALL.into_iter().enumerate() {
                    for number in 0..n_each {
                        let id = format!("{}-{:04}", ["aa", "bb"][bank], chapter * 1000 + kind_idx * 300 + number + 1);
                        questions.push((bank, chapter, question(&id, kind)));
                    }
                }
            }
        }
        Self { banks: ["first".into(), "second".into()], law: "sample".into(), questions }
    }

    /// What a paper may be drawn from.
    pub fn candidates(&self) -> Vec<Candidate<'_>> {
        self.questions
            .iter()
            .map(|(bank, chapter, question)| Candidate {
                bank: &self.banks[*bank],
                chapter: *chapter,
                law: &self.law,
                question,
                case: None,
            })
            .collect()
    }
}

/// A recipe with so many questions of each kind.
pub fn blueprint(counts: [u32; 3], points: [u32; 3], partial: PartialRule) -> Blueprint {
    let sections = Kind::ALL.into_iter().enumerate().map(|(at, kind)| Section { kind, count: counts[at], points: Points(points[at]) });
    Blueprint {
        id: "test".to_owned(),
        title: "测试".to_owned(),
        banks: Vec::new(),
        sections: sections.collect(),
        minutes: 60,
        pass_percent: 60,
        bands: Vec::new(),
        partial,
    }
}

/// Any set of the first so many options.
pub fn choices(n_options: usize) -> impl Strategy<Value = Choices> {
    proptest::collection::vec(any::<bool>(), n_options).prop_map(|chosen| {
        chosen.iter().enumerate().filter(|(_, chosen)| **chosen).fold(Choices::EMPTY, |set, (index, _)| set.toggled(index))
    })
}

/// Anything a person may do.
pub fn event() -> impl Strategy<Value = Event> {
    let id = || (1..40_u32).prop_map(|number| QuestionId(format!("aa-{number:04}")));
    let exam = || (0..3_u32).prop_map(|number| ExamId(format!("e{number}")));
    let mode = prop_oneof![Just(Mode::Daily), Just(Mode::Random), Just(Mode::Topic), Just(Mode::Wrong)];
    prop_oneof![
        6 => (id(), mode, choices(4), any::<bool>())
            .prop_map(|(question, mode, chosen, right)| Event::Answered { question, mode, chosen, right }),
        1 => (id(), any::<bool>()).prop_map(|(question, on)| Event::Favourited { question, on }),
        1 => id().prop_map(|question| Event::Dismissed { question }),
        1 => (id(), ".{0,12}").prop_map(|(question, note)| Event::Reported { question, note }),
        1 => exam().prop_map(|exam| Event::ExamBegun { exam, title: "试".to_owned(), deadline: Timestamp(9_000) }),
        2 => (exam(), 0..20_u16, choices(4)).prop_map(|(exam, item, chosen)| Event::ExamAnswered { exam, item, chosen }),
        1 => (exam(), 0..20_u16, any::<bool>()).prop_map(|(exam, item, on)| Event::ExamFlagged { exam, item, on }),
    ]
}

/// A log of a few stretches, as several tabs and devices leave it: numbers grow within a stretch.
pub fn log() -> impl Strategy<Value = Log> {
    let stretch = proptest::collection::vec((event(), 1..4_u64, 0..2_000_000_000_000_i64), 0..12);
    proptest::collection::vec((0..6_u32, stretch), 0..4).prop_map(|stretches| {
        let mut log = Log::default();
        for (tag, events) in stretches {
            let mut number = 0;
            let events = events.into_iter().map(|(event, step, at)| {
                number += step;
                Stamped(number, Timestamp(at), event)
            });
            log.merge_chunk(ChunkId(format!("t{tag}-0")), events.collect());
        }
        log
    })
}
