//! Who took part, on this device: derived from the logs of its profiles.

use crate::bank::LawId;
use crate::bank::QuestionId;
use crate::event::{Event, Log, Stamped};
use crate::grading::Points;
use crate::profile::Profile;
use crate::progress::percent;
use crate::time::{Day, Timestamp, UtcOffset};
use std::collections::{BTreeMap, BTreeSet};

/// The days that count, both ends included; `None` is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Period {
    /// First day.
    pub from: Option<Day>,
    /// Last day.
    pub to: Option<Day>,
}

impl Period {
    /// Whether the day counts.
    pub fn contains(self, day: Day) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }
}

/// What one person, one unit or one law adds up to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tally {
    /// People with at least one answer.
    pub n_active: u32,
    /// Days with at least one answer; for a unit or law, the sum over its people.
    pub n_days: u32,
    /// Answers, exams included, blanks not.
    pub n_answered: u32,
    /// Different questions answered; for a unit or law, the sum over its people.
    pub n_distinct: u32,
    /// Right answers.
    pub n_right: u32,
    /// Exams handed in.
    pub n_exams: u32,
    /// Of these, passed.
    pub n_passed: u32,
}

impl Tally {
    /// Share of right answers in whole percent; `None` without answers.
    pub fn accuracy_percent(&self) -> Option<u32> {
        percent(self.n_right, self.n_answered)
    }

    fn add(&mut self, other: &Self) {
        self.n_active += other.n_active;
        self.n_days += other.n_days;
        self.n_answered += other.n_answered;
        self.n_distinct += other.n_distinct;
        self.n_right += other.n_right;
        self.n_exams += other.n_exams;
        self.n_passed += other.n_passed;
    }
}

/// One person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// 单位.
    pub unit: String,
    /// 姓名.
    pub name: String,
    /// What they did.
    pub tally: Tally,
    /// Best exam: points got and to get.
    pub best: Option<(Points, Points)>,
    /// Whether any exam was passed; `None` without exams.
    pub passed: Option<bool>,
    /// Newest answer.
    pub last_active: Option<Timestamp>,
}

/// Who took part in a period.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Participation {
    /// People, by unit and name. Those who did nothing stand here too, with zeros.
    pub rows: Vec<Row>,
    /// Totals by unit, with the number of people in it.
    pub by_unit: BTreeMap<String, (u32, Tally)>,
    /// Totals by law; exams are not split by law.
    pub by_law: BTreeMap<LawId, Tally>,
    /// Totals over all.
    pub total: Tally,
}

/// An answer, wherever it was given.
struct Answer<'a> {
    question: &'a QuestionId,
    right: bool,
    at: Timestamp,
}

impl Participation {
    /// Adds up the logs. `laws` tells the law of a question; answers to unknown questions count
    /// for the person, not for a law.
    pub fn of<'a>(
        people: impl IntoIterator<Item = (&'a Profile, &'a Log)>,
        period: Period,
        offset: UtcOffset,
        laws: &BTreeMap<QuestionId, LawId>,
    ) -> Self {
        let mut participation = Self::default();
        for (profile, log) in people {
            participation.add_person(profile, log, period, offset, laws);
        }
        participation.rows.sort_by(|a, b| (&a.unit, &a.name).cmp(&(&b.unit, &b.name)));
        participation
    }

    fn add_person(&mut self, profile: &Profile, log: &Log, period: Period, offset: UtcOffset, laws: &BTreeMap<QuestionId, LawId>) {
        let mut handed_in = BTreeSet::new();
        let mut answers = Vec::new();
        let mut tally = Tally::default();
        let mut best: Option<(Points, Points)> = None;
        let mut passed = None;
        for Stamped(_, at, event) in log.in_order() {
            match event {
                Event::Answered { question, right, .. } if period.contains(at.day(offset)) => {
                    answers.push(Answer { question, right: *right, at: *at })
                }
                Event::ExamSubmitted(result) if period.contains(result.submitted.day(offset)) => {
                    if !handed_in.insert(&result.exam) {
                        continue;
                    }
                    let answered = result.items.iter().filter(|item| !item.chosen.is_empty());
                    answers.extend(answered.map(|item| Answer { question: &item.question, right: item.right, at: result.submitted }));
                    tally.n_exams += 1;
                    tally.n_passed += u32::from(result.passed);
                    passed = Some(passed.unwrap_or(false) || result.passed);
                    // Scores of different papers are compared by their share of the total.
                    let share = |(score, total): (Points, Points)| u64::from(score.0) * 1_000_000 / u64::from(total.0.max(1));
                    let this = (result.score, result.total);
                    best = Some(best.map_or(this, |other| if share(this) > share(other) { this } else { other }));
                }
                _ => {}
            }
        }
        let (n_exams, n_passed) = (tally.n_exams, tally.n_passed);
        tally = Tally { n_exams, n_passed, ..add_up(answers.iter(), offset) };

        let mut by_law: BTreeMap<&LawId, Vec<&Answer<'_>>> = BTreeMap::new();
        for answer in &answers {
            if let Some(law) = laws.get(answer.question) {
                by_law.entry(law).or_default().push(answer);
            }
        }
        for (law, answers) in by_law {
            self.by_law.entry(law.clone()).or_default().add(&add_up(answers.into_iter(), offset));
        }
        let (n_people, unit) = self.by_unit.entry(profile.unit.clone()).or_default();
        *n_people += 1;
        unit.add(&tally);
        self.total.add(&tally);
        let last_active = answers.iter().map(|answer| answer.at).max();
        self.rows.push(Row { unit: profile.unit.clone(), name: profile.name.clone(), tally, best, passed, last_active });
    }
}

fn add_up<'a>(answers: impl Iterator<Item = &'a Answer<'a>> + Clone, offset: UtcOffset) -> Tally {
    let days: BTreeSet<Day> = answers.clone().map(|answer| answer.at.day(offset)).collect();
    let distinct: BTreeSet<&QuestionId> = answers.clone().map(|answer| answer.question).collect();
    Tally {
        n_active: u32::from(!days.is_empty()),
        n_days: days.len() as u32,
        n_answered: answers.clone().count() as u32,
        n_distinct: distinct.len() as u32,
        n_right: answers.filter(|answer| answer.right).count() as u32,
        ..Tally::default()
    }
}
