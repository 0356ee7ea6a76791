//! Sitting an exam: beginning, answering, handing in once.

use super::library::candidates;
use super::{Asked, Study};
use crate::platform;
use leptos::prelude::*;
use std::sync::Arc;
use xuefa_core::choices::Choices;
use xuefa_core::event::Event;
use xuefa_core::exam::ExamId;
use xuefa_core::exam::{ExamClock, Sitting};
use xuefa_core::paper::{AssembleError, Blueprint, PaperItem, assemble};
use xuefa_core::progress::ExamRecord;
use xuefa_core::time::Timestamp;
use xuefa_store::KvError;

/// Why an exam cannot begin.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum BeginExamError {
    /// No paper can be drawn.
    Assemble(AssembleError),
    /// The paper cannot be kept.
    Store(KvError),
}

/// Why an exam cannot be opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum OpenExamError {
    /// The paper is not on this device (any more).
    NoPaper,
    /// It was handed in already.
    HandedIn,
}

/// Draws a paper and begins to sit it. The same seed gives the same paper.
pub(crate) fn begin_exam(study: Study, blueprint: &Blueprint, asked: &[Arc<Asked>], seed: u64) -> Result<ExamId, BeginExamError> {
    let paper = assemble(blueprint, &candidates(asked), seed).map_err(BeginExamError::Assemble)?;
    begin_paper(study, paper)
}

/// Begins to sit a paper that was drawn before.
pub(crate) fn begin_paper(study: Study, paper: xuefa_core::paper::Paper) -> Result<ExamId, BeginExamError> {
    let sitting = Sitting::begin(ExamId(platform::tag()), paper, platform::now());
    let profile = study.current.get_untracked().map(|profile| profile.id).unwrap_or_default();
    study.store().save_sitting(&profile, &sitting).map_err(BeginExamError::Store)?;
    let begun = Event::ExamBegun { exam: sitting.exam.clone(), title: sitting.paper.blueprint.title.clone(), deadline: sitting.deadline };
    study.record(begun);
    Ok(sitting.exam)
}

/// An exam in progress.
#[derive(Clone, Copy)]
pub(crate) struct ExamSession {
    study: Study,
    sitting: StoredValue<Sitting>,
    clock: StoredValue<ExamClock>,
    /// Position of the question on screen.
    pub(crate) item_idx: RwSignal<usize>,
    /// Seconds left.
    pub(crate) secs_left: RwSignal<u64>,
}

impl ExamSession {
    /// Opens a sitting that is in progress. One whose time is up is handed in on the spot.
    pub(crate) fn open(study: Study, exam: &ExamId) -> Result<Self, OpenExamError> {
        let profile = study.current.get_untracked().map(|profile| profile.id).unwrap_or_default();
        let handed_in = study.progress.with_untracked(|progress| progress.exams.get(exam).is_some_and(|record| record.result.is_some()));
        if handed_in {
            return Err(OpenExamError::HandedIn);
        }
        let sitting = study.store().sitting(&profile, exam).ok().flatten().ok_or(OpenExamError::NoPaper)?;
        let newest = study.progress.with_untracked(|progress| progress.exams.get(exam).map_or(sitting.begun, |record| record.last_at));
        let clock = ExamClock::new(platform::now(), platform::monotonic_ms(), newest);
        let first_blank = study.progress.with_untracked(|progress| {
            let answers = progress.exams.get(exam).map(|record| &record.answers);
            (0..sitting.paper.items.len()).find(|&item_idx| answers.is_none_or(|answers| !answers.contains_key(&(item_idx as u16))))
        });
        let session = Self {
            study,
            sitting: StoredValue::new(sitting),
            clock: StoredValue::new(clock),
            item_idx: RwSignal::new(first_blank.unwrap_or(0)),
            secs_left: RwSignal::new(0),
        };
        if session.tick() { Err(OpenExamError::HandedIn) } else { Ok(session) }
    }

    /// Looks at the clock; hands in when the time is up. Returns whether the exam is over.
    pub(crate) fn tick(self) -> bool {
        let now = self.now();
        let secs_left = self.sitting.with_value(|sitting| sitting.secs_left(now));
        if self.secs_left.get_untracked() != secs_left {
            self.secs_left.set(secs_left);
        }
        let over = self.sitting.with_value(|sitting| sitting.is_over(now));
        if over {
            self.hand_in();
        }
        over || self.is_handed_in()
    }

    /// Hands in. A second time, or after another tab did, changes nothing.
    pub(crate) fn hand_in(self) {
        if self.is_handed_in() {
            return;
        }
        let answers = self
            .study
            .progress
            .with_untracked(|progress| progress.exams.get(&self.exam()).map(|record| record.answers.clone()).unwrap_or_default());
        let now = self.now();
        let result = self.sitting.with_value(|sitting| sitting.mark(&answers, now));
        self.study.record(Event::ExamSubmitted(result));
    }

    /// Its id.
    pub(crate) fn exam(self) -> ExamId {
        self.sitting.with_value(|sitting| sitting.exam.clone())
    }

    /// The paper's title.
    pub(crate) fn title(self) -> String {
        self.sitting.with_value(|sitting| sitting.paper.blueprint.title.clone())
    }

    /// How many questions.
    pub(crate) fn n_items(self) -> usize {
        self.sitting.with_value(|sitting| sitting.paper.items.len())
    }

    /// A question of the paper.
    pub(crate) fn item(self, item_idx: usize) -> Option<PaperItem> {
        self.sitting.with_value(|sitting| sitting.paper.items.get(item_idx).cloned())
    }

    /// What is chosen for a question now. Reactive.
    pub(crate) fn answer(self, item_idx: usize) -> Choices {
        self.with_record(|record| record.answers.get(&(item_idx as u16)).copied().unwrap_or_default())
    }

    /// Whether a question is flagged. Reactive.
    pub(crate) fn is_flagged(self, item_idx: usize) -> bool {
        self.with_record(|record| record.flags.contains(&(item_idx as u16)))
    }

    /// Whether it was handed in, here or in another tab. Reactive.
    pub(crate) fn is_over(self) -> bool {
        self.with_record(|record| record.result.is_some())
    }

    /// How many questions have no answer. Reactive.
    pub(crate) fn n_blank(self) -> usize {
        let n_answered = self.with_record(|record| record.answers.values().filter(|chosen| !chosen.is_empty()).count());
        self.n_items().saturating_sub(n_answered)
    }

    /// Changes the answer to a question; saved at once.
    pub(crate) fn choose(self, item_idx: usize, chosen: Choices) {
        if !self.tick() {
            self.study.record(Event::ExamAnswered { exam: self.exam(), item: item_idx as u16, chosen });
        }
    }

    /// Flags a question or takes its flag away.
    pub(crate) fn toggle_flag(self, item_idx: usize) {
        let on = !untrack(|| self.is_flagged(item_idx));
        self.study.record(Event::ExamFlagged { exam: self.exam(), item: item_idx as u16, on });
    }

    /// Shows another question.
    pub(crate) fn go_to(self, item_idx: usize) {
        self.item_idx.set(item_idx.min(self.n_items().saturating_sub(1)));
    }

    fn is_handed_in(self) -> bool {
        untrack(|| self.is_over())
    }

    fn now(self) -> Timestamp {
        self.clock.try_update_value(|clock| clock.tick(platform::now(), platform::monotonic_ms())).unwrap_or_else(platform::now)
    }

    fn with_record<T: Default>(self, read: impl FnOnce(&ExamRecord) -> T) -> T {
        let exam = self.exam();
        self.study.progress.with(|progress| progress.exams.get(&exam).map(read).unwrap_or_default())
    }
}
