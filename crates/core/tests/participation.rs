//! Who took part: counted by hand for a few people, and checked to add up for any.

mod common;

use proptest::prelude::*;
use std::collections::BTreeMap;
use xuefa_core::bank::{LawId, QuestionId};
use xuefa_core::choices::Choices;
use xuefa_core::event::{Event, Log, Stamped};
use xuefa_core::exam::ExamId;
use xuefa_core::exam::Sitting;
use xuefa_core::grading::{PartialRule, Points};
use xuefa_core::mode::Mode;
use xuefa_core::paper::assemble;
use xuefa_core::participation::{Participation, Period};
use xuefa_core::profile::Profile;
use xuefa_core::time::{Day, Timestamp, UtcOffset};

const CHINA: UtcOffset = UtcOffset(480);

fn profile(name: &str, unit: &str) -> Profile {
    Profile { id: name.into(), name: name.to_owned(), unit: unit.to_owned(), created: Timestamp(0) }
}

/// Midnight in China of this day.
fn moment(day: &str) -> Timestamp {
    Timestamp(i64::from(Day::parse_iso(day).unwrap().0) * 86_400_000 - 8 * 3_600_000)
}

fn answered(number: u64, day: &str, question: &str, right: bool) -> Stamped {
    Stamped(number, moment(day), Event::Answered { question: question.into(), mode: Mode::Daily, chosen: Choices::one(0), right })
}

fn log(events: Vec<Stamped>) -> Log {
    let mut log = Log::default();
    log.merge_chunk("a-0".into(), events);
    log
}

fn laws() -> BTreeMap<QuestionId, LawId> {
    (1..40).map(|n| (QuestionId(format!("aa-{n:04}")), LawId::from(if n < 20 { "civil-code" } else { "land" }))).collect()
}

fn period(from: &str, to: &str) -> Period {
    Period { from: Day::parse_iso(from), to: Day::parse_iso(to) }
}

#[test]
fn people_units_and_laws_are_counted() {
    let zhang = log(vec![
        answered(1, "2026-03-01", "aa-0001", true),
        answered(2, "2026-03-01", "aa-0001", false),
        answered(3, "2026-03-02", "aa-0030", true),
        answered(4, "2026-04-01", "aa-0031", true),
        // A question that is in no bank any more.
        answered(5, "2026-03-03", "zz-0001", true),
    ]);
    let people =
        [(profile("张某", "石桥村"), zhang), (profile("李某", "石桥村"), Log::default()), (profile("王某", "党政办"), Log::default())];
    let march = Participation::of(people.iter().map(|(who, log)| (who, log)), period("2026-03-01", "2026-03-31"), CHINA, &laws());

    let names: Vec<_> = march.rows.iter().map(|row| (row.unit.as_str(), row.name.as_str(), row.tally.n_answered)).collect();
    assert_eq!(names, [("党政办", "王某", 0), ("石桥村", "张某", 4), ("石桥村", "李某", 0)], "those who did nothing stand there too");
    let tally = &march.rows[1].tally;
    assert_eq!((tally.n_days, tally.n_distinct, tally.n_right, tally.accuracy_percent()), (3, 3, 3, Some(75)));
    assert_eq!(march.rows[1].last_active, Some(moment("2026-03-03")));
    assert_eq!(march.rows[0].tally.accuracy_percent(), None);
    let (n_people, unit) = &march.by_unit["石桥村"];
    assert_eq!((*n_people, unit.n_active, unit.n_answered), (2, 1, 4));
    assert_eq!((march.by_law[&LawId::from("civil-code")].n_answered, march.by_law[&LawId::from("land")].n_answered), (2, 1));
    assert_eq!((march.total.n_active, march.total.n_answered), (1, 4));
}

#[test]
fn days_begin_at_midnight_in_china_and_both_ends_count() {
    let late = Timestamp(moment("2026-04-01").0 - 1);
    let answer = |number, at| {
        Stamped(number, at, Event::Answered { question: "aa-0001".into(), mode: Mode::Daily, chosen: Choices::one(0), right: true })
    };
    let log = log(vec![answer(1, moment("2026-03-01")), answer(2, late), answer(3, moment("2026-04-01"))]);
    let who = profile("张某", "石桥村");
    let n = |period| Participation::of([(&who, &log)], period, CHINA, &laws()).total.n_answered;
    assert_eq!(n(period("2026-03-01", "2026-03-31")), 2);
    assert_eq!(n(period("2026-04-01", "2026-04-30")), 1);
    assert_eq!(n(Period::default()), 3);
    assert_eq!(n(Period { from: Day::parse_iso("2026-03-31"), to: None }), 2);
}

#[test]
fn exams_count_once_and_the_best_is_by_share_of_the_total() {
    let pool = common::Pool::new(2);
    let sitting = |exam: &str, counts, begun| {
        let paper = assemble(&common::blueprint(counts, [100, 200, 100], PartialRule::Exact), &pool.candidates(), 1).unwrap();
        Sitting::begin(ExamId::from(exam), paper, begun)
    };
    let right = |sitting: &Sitting, n: usize| {
        let keys: BTreeMap<u16, Choices> =
            sitting.paper.items.iter().take(n).enumerate().map(|(at, item)| (at as u16, item.question.key)).collect();
        Event::ExamSubmitted(sitting.mark(&keys, sitting.begun))
    };
    let small = sitting("e1", [2, 0, 0], moment("2026-05-01"));
    let large = sitting("e2", [10, 0, 0], moment("2026-05-02"));
    let log = log(vec![
        Stamped(1, small.begun, right(&small, 2)),
        Stamped(2, small.begun, right(&small, 0)),
        Stamped(3, large.begun, right(&large, 5)),
    ]);
    let who = profile("张某", "石桥村");
    let year = Participation::of([(&who, &log)], Period::default(), CHINA, &laws());
    let row = &year.rows[0];
    assert_eq!((row.tally.n_exams, row.tally.n_passed, row.passed), (2, 1, Some(true)));
    assert_eq!(row.best, Some((Points(200), Points(200))), "2 of 2 is better than 5 of 10");
    assert_eq!((row.tally.n_answered, row.tally.n_right), (7, 7), "blanks are not answers");
}

proptest! {
    #[test]
    fn rows_units_and_total_add_up(logs in proptest::collection::vec((common::log(), 0..3_usize), 0..5), from in 0..20_000_i32, span in 0..9_000_i32) {
        let people: Vec<(Profile, Log)> =
            logs.into_iter().enumerate().map(|(at, (log, unit))| (profile(&format!("某{at}"), ["甲村", "乙村", "丙村"][unit]), log)).collect();
        let period = Period { from: Some(Day(from)), to: Some(Day(from + span)) };
        let all = Participation::of(people.iter().map(|(who, log)| (who, log)), period, CHINA, &laws());
        prop_assert_eq!(all.rows.len(), people.len());
        prop_assert_eq!(all.by_unit.values().map(|(n, _)| *n as usize).sum::<usize>(), people.len());
        for (unit, (_, tally)) in &all.by_unit {
            let of_unit = all.rows.iter().filter(|row| row.unit == *unit);
            prop_assert_eq!(of_unit.map(|row| row.tally.n_answered).sum::<u32>(), tally.n_answered);
        }
        prop_assert_eq!(all.rows.iter().map(|row| row.tally.n_answered).sum::<u32>(), all.total.n_answered);
        prop_assert_eq!(all.rows.iter().map(|row| row.tally.n_exams).sum::<u32>(), all.total.n_exams);
        // Every question of the made-up logs belongs to a law.
        prop_assert_eq!(all.by_law.values().map(|tally| tally.n_answered).sum::<u32>(), all.total.n_answered);
        for row in &all.rows {
            prop_assert!(row.tally.n_right <= row.tally.n_answered && row.tally.n_distinct <= row.tally.n_answered);
        }
    }
}
