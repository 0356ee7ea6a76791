//! Sitting an exam: its time, and what came of it.

use crate::bank::{BankId, Kind, LawId, QuestionId, text_id};
use crate::choices::Choices;
use crate::grading::{Points, grade, is_right};
use crate::paper::Paper;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};
use serde_tuple::{Deserialize_tuple, Serialize_tuple};
use std::collections::BTreeMap;

text_id!(
    /// Names one sitting of an exam.
    ExamId
);

/// A paper that someone began to sit. Kept whole, so that later changes of the banks cannot touch it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sitting {
    /// Its id.
    pub exam: ExamId,
    /// The paper.
    pub paper: Paper,
    /// When it began.
    pub begun: Timestamp,
    /// When its time is up.
    pub deadline: Timestamp,
}

impl Sitting {
    /// Begins a sitting now.
    pub fn begin(exam: ExamId, paper: Paper, now: Timestamp) -> Self {
        let deadline = now.plus_minutes(paper.blueprint.minutes);
        Self { exam, paper, begun: now, deadline }
    }

    /// Seconds left at `now`, rounded up; never more than the whole time, even if the clock was turned back.
    pub fn secs_left(&self, now: Timestamp) -> u64 {
        let ms = (self.deadline.0 - now.0).clamp(0, (self.deadline.0 - self.begun.0).max(0));
        (ms as u64).div_ceil(1000)
    }

    /// Whether the time is up.
    pub fn is_over(&self, now: Timestamp) -> bool {
        now >= self.deadline
    }

    /// Marks the sitting. `answers` are by position on the paper; what is missing is blank.
    ///
    /// What is handed in after the deadline counts as handed in at the deadline.
    pub fn mark(&self, answers: &BTreeMap<u16, Choices>, now: Timestamp) -> ExamResult {
        let blueprint = &self.paper.blueprint;
        let items: Vec<ItemOutcome> = self
            .paper
            .items
            .iter()
            .enumerate()
            .map(|(item_idx, item)| {
                let chosen = answers.get(&(item_idx as u16)).copied().unwrap_or_default();
                ItemOutcome {
                    question: item.question.id.clone(),
                    law: item.law.clone(),
                    kind: item.question.kind,
                    chosen,
                    right: is_right(item.question.key, chosen),
                    score: grade(item.question.key, item.question.options.len(), chosen, item.points, blueprint.partial),
                    points: item.points,
                }
            })
            .collect();
        let score: Points = items.iter().map(|item| item.score).sum();
        ExamResult {
            exam: self.exam.clone(),
            title: blueprint.title.clone(),
            banks: blueprint.banks.clone(),
            begun: self.begun,
            submitted: now.clamp(self.begun, self.deadline.max(self.begun)),
            score,
            total: blueprint.total(),
            passed: score >= blueprint.pass_score(),
            band: blueprint.band(score).to_owned(),
            items,
        }
    }
}

/// What came of one question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize_tuple, Deserialize_tuple)]
pub struct ItemOutcome {
    /// The question.
    pub question: QuestionId,
    /// The law of its first article.
    pub law: LawId,
    /// Its kind.
    pub kind: Kind,
    /// What was chosen, by index in the bank file; empty means blank.
    pub chosen: Choices,
    /// Whether exactly the right options were chosen.
    pub right: bool,
    /// Points got.
    pub score: Points,
    /// Points to get.
    pub points: Points,
}

/// What came of a sitting. Enough to report on it when the paper itself is gone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize_tuple, Deserialize_tuple)]
pub struct ExamResult {
    /// The sitting.
    pub exam: ExamId,
    /// The paper's title.
    pub title: String,
    /// The banks it was drawn from; empty means all.
    pub banks: Vec<BankId>,
    /// When it began.
    pub begun: Timestamp,
    /// When it was handed in, at the latest the deadline.
    pub submitted: Timestamp,
    /// Points got, at most `total`.
    pub score: Points,
    /// Points to get.
    pub total: Points,
    /// Whether the pass mark was reached.
    pub passed: bool,
    /// The band's name.
    pub band: String,
    /// Question by question.
    pub items: Vec<ItemOutcome>,
}

/// Questions and points of one law or kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// How many questions.
    pub n_questions: u32,
    /// How many were right.
    pub n_right: u32,
    /// Points got.
    pub score: Points,
    /// Points to get.
    pub points: Points,
}

impl ExamResult {
    /// Totals by whatever `key` tells the questions apart.
    pub fn tally_by<K: Ord>(&self, key: impl Fn(&ItemOutcome) -> K) -> BTreeMap<K, Tally> {
        let mut tallies: BTreeMap<K, Tally> = BTreeMap::new();
        for item in &self.items {
            let tally = tallies.entry(key(item)).or_default();
            tally.n_questions += 1;
            tally.n_right += u32::from(item.right);
            tally.score.0 += item.score.0;
            tally.points.0 += item.points.0;
        }
        tallies
    }
}

/// Tells the time of an exam from a clock that people may turn and a monotonic one.
///
/// The wall clock may jump forward (the device slept) and that time counts. It may not run
/// backward: then the time since the last look is taken from the monotonic clock.
#[derive(Debug, Clone, Copy)]
pub struct ExamClock {
    wall_ms: i64,
    monotonic_ms: f64,
    now_ms: i64,
}

impl ExamClock {
    /// Starts with the clocks' present readings. `not_before` is the newest time already on record.
    pub fn new(wall: Timestamp, monotonic_ms: f64, not_before: Timestamp) -> Self {
        Self { wall_ms: wall.0, monotonic_ms, now_ms: wall.0.max(not_before.0) }
    }

    /// The time of the exam, given the clocks' new readings.
    pub fn tick(&mut self, wall: Timestamp, monotonic_ms: f64) -> Timestamp {
        let wall_step = wall.0.saturating_sub(self.wall_ms);
        let monotonic_step = (monotonic_ms - self.monotonic_ms).max(0.0) as i64;
        self.now_ms = self.now_ms.saturating_add(wall_step.max(monotonic_step));
        self.wall_ms = wall.0;
        self.monotonic_ms = monotonic_ms;
        Timestamp(self.now_ms)
    }
}
