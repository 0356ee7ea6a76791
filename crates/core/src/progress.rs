//! What a person's log adds up to: per question, per day, per exam. Derived, never stored.

use crate::bank::QuestionId;
use crate::choices::Choices;
use crate::event::{Event, Log, Stamped};
use crate::exam::ExamId;
use crate::exam::ExamResult;
use crate::mode::Mode;
use crate::order::sort_by_number_desc;
use crate::profile::ProfileSettings;
use crate::review::{Memory, Scheduler};
use crate::time::{Day, Timestamp, UtcOffset};
use std::collections::BTreeMap;

/// One person and one question.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct QuestionStats {
    /// Times answered, exams included; blanks in exams count as answered wrong.
    pub n_answered: u32,
    /// Of these, wrong.
    pub n_wrong: u32,
    /// Right answers in a row since the last wrong one.
    pub streak: u32,
    /// When last answered.
    pub last_at: Timestamp,
    /// Whether the last answer was right.
    pub last_right: bool,
    /// What was chosen last.
    pub last_chosen: Choices,
    /// When last answered wrong.
    pub last_wrong_at: Option<Timestamp>,
    /// Taken out of the wrong book by hand since the last wrong answer.
    pub dismissed: bool,
    /// Marked.
    pub favourite: bool,
    /// The day on which it comes up for review.
    pub due: Option<Day>,
    memory: Option<(Memory, Day)>,
}

impl QuestionStats {
    /// Whether it comes up for review on or before this day.
    pub fn is_due(&self, today: Day) -> bool {
        self.due.is_some_and(|due| due <= today)
    }
}

/// One day of study.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct DayStats {
    /// Questions answered, exams included.
    pub n_answered: u32,
    /// Of these, right.
    pub n_right: u32,
}

/// One sitting as far as the log knows it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ExamRecord {
    /// The paper's title.
    pub title: String,
    /// When it began.
    pub begun: Timestamp,
    /// When its time is up.
    pub deadline: Timestamp,
    /// Newest answer by position on the paper.
    pub answers: BTreeMap<u16, Choices>,
    /// Positions to come back to.
    pub flags: Vec<u16>,
    /// The newest moment on record.
    pub last_at: Timestamp,
    /// What came of it, once handed in.
    pub result: Option<ExamResult>,
}

/// A question said to be faulty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// The question.
    pub question: QuestionId,
    /// In the person's words.
    pub note: String,
    /// When.
    pub at: Timestamp,
}

/// Answers of one sitting with one set: what was chosen, and whether it was right then.
pub type Answers = BTreeMap<QuestionId, (Choices, bool)>;

/// All that a log adds up to.
#[derive(Default)]
pub struct Progress {
    /// By question; only those answered or marked.
    pub questions: BTreeMap<QuestionId, QuestionStats>,
    /// By day; only days with answers.
    pub days: BTreeMap<Day, DayStats>,
    /// By sitting.
    pub exams: BTreeMap<ExamId, ExamRecord>,
    /// Questions said to be faulty, oldest first.
    pub reports: Vec<Report>,
    /// The person's settings.
    pub settings: ProfileSettings,
    /// Answers in practice in their order: number, mode, question, choice and whether it was right.
    practised: Vec<(u64, Mode, QuestionId, Choices, bool)>,
    offset: UtcOffset,
    scheduler: Scheduler,
}

impl Progress {
    /// Adds up a whole log. `offset` decides where days begin.
    pub fn of(log: &Log, offset: UtcOffset) -> Self {
        let mut progress = Self { offset, ..Self::default() };
        for event in log.in_order() {
            progress.apply(event);
        }
        progress
    }

    /// Adds the event that comes after all those known.
    pub fn apply(&mut self, Stamped(number, at, event): &Stamped) {
        match event {
            Event::Answered { question, mode, chosen, right } => {
                self.practised.push((*number, *mode, question.clone(), *chosen, *right));
                self.answered(question, *chosen, *right, *at);
            }
            Event::Favourited { question, on } => self.questions.entry(question.clone()).or_default().favourite = *on,
            Event::Dismissed { question } => self.questions.entry(question.clone()).or_default().dismissed = true,
            Event::Reported { question, note } => self.reports.push(Report { question: question.clone(), note: note.clone(), at: *at }),
            Event::ExamBegun { exam, title, deadline } => {
                let record = self.exam(exam, *at);
                record.title.clone_from(title);
                record.begun = *at;
                record.deadline = *deadline;
            }
            Event::ExamAnswered { exam, item, chosen } => {
                let record = self.exam(exam, *at);
                if record.result.is_none() {
                    record.answers.insert(*item, *chosen);
                }
            }
            Event::ExamFlagged { exam, item, on } => {
                let record = self.exam(exam, *at);
                record.flags.retain(|flag| flag != item);
                if *on {
                    record.flags.push(*item);
                }
            }
            Event::ExamSubmitted(result) => self.submitted(result),
            Event::SettingsChanged(settings) => self.settings = settings.clone(),
        }
    }

    /// Whether the question is in the wrong book: answered wrong, not yet right often enough in a
    /// row since, and not taken out by hand.
    pub fn is_in_wrong_book(&self, stats: &QuestionStats) -> bool {
        stats.n_wrong > 0 && !stats.dismissed && stats.streak < self.settings.mastered_after
    }

    /// The wrong book, newest mistake first.
    pub fn wrong_book(&self) -> Vec<(&QuestionId, &QuestionStats)> {
        let mut entries: Vec<_> = self.questions.iter().filter(|(_, stats)| self.is_in_wrong_book(stats)).collect();
        sort_by_number_desc(&mut entries, |(_, stats)| stats.last_wrong_at.map_or(i64::MIN, |at| at.0));
        entries
    }

    /// How many questions are due on this day.
    pub fn n_due(&self, today: Day) -> usize {
        self.questions.values().filter(|stats| stats.is_due(today)).count()
    }

    /// Days in a row with study, up to today; today itself may still be without.
    pub fn streak_days(&self, today: Day) -> u32 {
        let start = if self.days.contains_key(&today) { today.0 } else { today.0 - 1 };
        (0..).take_while(|&back| self.days.contains_key(&Day(start - back))).count() as u32
    }

    /// Practice answers in this mode with an event number of `since` or more, newest per question.
    pub fn practised_since(&self, since: u64, mode: Mode) -> Answers {
        let first = self.practised.partition_point(|(number, ..)| *number < since);
        let since = self.practised[first..].iter().filter(|(_, other, ..)| *other == mode);
        // Not `collect`, which would bring a sort of its own into the download.
        let mut answers = Answers::new();
        answers.extend(since.map(|(_, _, question, chosen, right)| (question.clone(), (*chosen, *right))));
        answers
    }

    /// Results of exams, newest first.
    pub fn results(&self) -> Vec<&ExamResult> {
        let mut results: Vec<_> = self.exams.values().filter_map(|record| record.result.as_ref()).collect();
        sort_by_number_desc(&mut results, |result| result.submitted.0);
        results
    }

    /// Sittings that were begun and not handed in, newest first.
    pub fn open_exams(&self) -> Vec<(&ExamId, &ExamRecord)> {
        let mut open: Vec<_> = self.exams.iter().filter(|(_, record)| record.result.is_none()).collect();
        sort_by_number_desc(&mut open, |(_, record)| record.begun.0);
        open
    }

    fn exam(&mut self, exam: &ExamId, at: Timestamp) -> &mut ExamRecord {
        let record = self.exams.entry(exam.clone()).or_default();
        record.last_at = record.last_at.max(at);
        record
    }

    fn submitted(&mut self, result: &ExamResult) {
        let record = self.exam(&result.exam, result.submitted);
        if record.result.is_some() {
            return;
        }
        record.result = Some(result.clone());
        for item in &result.items {
            self.answered(&item.question, item.chosen, item.right, result.submitted);
        }
    }

    fn answered(&mut self, question: &QuestionId, chosen: Choices, right: bool, at: Timestamp) {
        let today = at.day(self.offset);
        let day = self.days.entry(today).or_default();
        day.n_answered += 1;
        day.n_right += u32::from(right);
        let stats = self.questions.entry(question.clone()).or_default();
        stats.n_answered += 1;
        stats.last_at = at;
        stats.last_right = right;
        stats.last_chosen = chosen;
        if right {
            stats.streak += 1;
        } else {
            stats.n_wrong += 1;
            stats.streak = 0;
            stats.dismissed = false;
            stats.last_wrong_at = Some(at);
        }
        let elapsed = stats.memory.map_or(0, |(_, day)| (today.0 - day.0).max(0) as u32);
        let (memory, interval) = self.scheduler.next(stats.memory.map(|(memory, _)| memory), elapsed, right);
        stats.memory = Some((memory, today));
        stats.due = Some(Day(today.0 + interval));
    }
}

/// Coverage and accuracy over some questions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Coverage {
    /// Questions there are.
    pub n_questions: usize,
    /// Of these, answered at least once.
    pub n_seen: usize,
    /// Answers given to them.
    pub n_answered: u32,
    /// Of these answers, right.
    pub n_right: u32,
    /// Questions in the wrong book.
    pub n_wrong_book: usize,
    /// Questions due for review.
    pub n_due: usize,
    /// Questions marked.
    pub n_favourite: usize,
}

impl Coverage {
    /// Adds up over these questions.
    pub fn of(progress: &Progress, ids: impl IntoIterator<Item = QuestionId>, today: Day) -> Self {
        let mut coverage = Self::default();
        for id in ids {
            coverage.n_questions += 1;
            if let Some(stats) = progress.questions.get(&id) {
                coverage.n_seen += usize::from(stats.n_answered > 0);
                coverage.n_answered += stats.n_answered;
                coverage.n_right += stats.n_answered - stats.n_wrong;
                coverage.n_wrong_book += usize::from(progress.is_in_wrong_book(stats));
                coverage.n_due += usize::from(stats.is_due(today));
                coverage.n_favourite += usize::from(stats.favourite);
            }
        }
        coverage
    }

    /// Share of right answers in whole percent; `None` without answers.
    pub fn accuracy_percent(&self) -> Option<u32> {
        percent(self.n_right, self.n_answered)
    }
}

/// `part / whole` in whole percent, rounded; `None` if `whole` is 0.
pub fn percent(part: u32, whole: u32) -> Option<u32> {
    (whole > 0).then(|| ((u64::from(part) * 200 + u64::from(whole)) / (u64::from(whole) * 2)) as u32)
}
