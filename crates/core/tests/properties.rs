//! What holds for every answer, paper and log.

mod common;

use common::{Pool, blueprint, choices, log};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use xuefa_core::bank::Kind;
use xuefa_core::choices::Choices;
use xuefa_core::event::Log;
use xuefa_core::exam::ExamId;
use xuefa_core::exam::Sitting;
use xuefa_core::grading::{PartialRule, Points, grade, is_right};
use xuefa_core::paper::{AssembleError, assemble};
use xuefa_core::progress::Progress;
use xuefa_core::time::{Timestamp, UtcOffset};

fn rule() -> impl Strategy<Value = PartialRule> {
    proptest::sample::select(PartialRule::ALL.to_vec())
}

fn key() -> impl Strategy<Value = Choices> {
    choices(5).prop_filter("a key is never empty", |key| !key.is_empty())
}

/// The letters in another order.
fn letters_shuffled(set: Choices, seed: u64) -> String {
    let mut letters: Vec<char> = set.letters().chars().collect();
    xuefa_core::random::Stream::new(seed).shuffle(&mut letters);
    letters.into_iter().collect()
}

proptest! {
    #[test]
    fn points_stay_between_nothing_and_all(key in key(), chosen in choices(5), points in 0..1_000_u32, rule in rule()) {
        let got = grade(key, 5, chosen, Points(points), rule);
        prop_assert!(got <= Points(points));
        if chosen.is_empty() {
            prop_assert_eq!(got, Points(0));
            prop_assert!(!is_right(key, chosen));
        }
        if chosen == key {
            prop_assert_eq!(got, Points(points));
        } else if got == Points(points) && points > 0 {
            prop_assert!(false, "full points for another set: {:?} for {:?}", chosen, key);
        }
    }

    #[test]
    fn the_order_of_letters_does_not_matter(key in key(), chosen in key(), seed in any::<u64>(), rule in rule()) {
        let shuffled = Choices::from_letters(&letters_shuffled(chosen, seed)).unwrap();
        prop_assert_eq!(shuffled, chosen);
        prop_assert_eq!(grade(key, 5, shuffled, Points(400), rule), grade(key, 5, chosen, Points(400), rule));
    }

    #[test]
    fn choosing_one_more_right_option_never_costs_points(key in key(), chosen in choices(5), rule in rule()) {
        for index in key.difference(chosen).iter() {
            let more = chosen.toggled(index);
            prop_assert!(grade(key, 5, more, Points(300), rule) >= grade(key, 5, chosen, Points(300), rule));
        }
    }

    #[test]
    fn the_same_seed_draws_the_same_paper_whatever_the_order(
        counts in [0..12_u32, 0..12_u32, 0..12_u32], seed in any::<u64>(), shuffle in any::<u64>()
    ) {
        let pool = Pool::new(2);
        let wanted = blueprint(counts, [100, 200, 100], PartialRule::Exact);
        let mut candidates = pool.candidates();
        let first = assemble(&wanted, &candidates, seed);
        xuefa_core::random::Stream::new(shuffle).shuffle(&mut candidates);
        // The same bank loaded twice must not bring a question twice either.
        candidates.extend(pool.candidates());
        prop_assert_eq!(&first, &assemble(&wanted, &candidates, seed));
        if let Ok(paper) = first {
            let distinct: BTreeSet<_> = paper.items.iter().map(|item| item.question.id.clone()).collect();
            prop_assert_eq!(distinct.len(), paper.items.len());
            for (at, kind) in Kind::ALL.into_iter().enumerate() {
                prop_assert_eq!(paper.items.iter().filter(|item| item.question.kind == kind).count(), counts[at] as usize);
            }
            for item in &paper.items {
                let mut order = item.order.clone();
                order.sort_unstable();
                prop_assert_eq!(order, (0..item.question.options.len() as u8).collect::<Vec<_>>());
            }
        } else {
            prop_assert_eq!(counts, [0, 0, 0]);
        }
    }

    #[test]
    fn a_paper_is_spread_over_banks_and_chapters(seed in any::<u64>()) {
        let pool = Pool::new(4);
        let paper = assemble(&blueprint([12, 0, 0], [100, 100, 100], PartialRule::Exact), &pool.candidates(), seed).unwrap();
        let mut by_place: BTreeMap<(String, u32), u32> = BTreeMap::new();
        for item in &paper.items {
            *by_place.entry((item.bank.0.clone(), item.question.id.number().unwrap() / 1000)).or_default() += 1;
        }
        prop_assert_eq!(by_place.into_values().collect::<Vec<_>>(), vec![2; 6]);
    }

    #[test]
    fn the_score_of_a_paper_is_within_its_total(
        seed in any::<u64>(), rule in rule(), answers in proptest::collection::btree_map(0..20_u16, choices(4), 0..20)
    ) {
        let pool = Pool::new(3);
        let paper = assemble(&blueprint([6, 6, 6], [150, 250, 100], rule), &pool.candidates(), seed).unwrap();
        let sitting = Sitting::begin(ExamId::from("e"), paper, Timestamp(0));
        let result = sitting.mark(&answers, Timestamp(1_000));
        prop_assert!(result.score <= result.total);
        prop_assert_eq!(result.total, Points(3_000));
        prop_assert_eq!(result.score, result.items.iter().map(|item| item.score).sum());
        let blank = sitting.mark(&BTreeMap::new(), Timestamp(1_000));
        prop_assert_eq!(blank.score, Points(0));
        prop_assert!(!blank.passed);
        let keys = sitting.paper.items.iter().enumerate().map(|(at, item)| (at as u16, item.question.key)).collect();
        let perfect = sitting.mark(&keys, Timestamp(1_000));
        prop_assert_eq!(perfect.score, perfect.total);
        prop_assert!(perfect.passed);
    }

    #[test]
    fn merging_is_commutative_associative_and_idempotent(a in log(), b in log(), c in log()) {
        let merged = |logs: &[&Log]| {
            let mut all = Log::default();
            for log in logs {
                all.merge((*log).clone());
            }
            all
        };
        prop_assert_eq!(merged(&[&a, &b]), merged(&[&b, &a]));
        prop_assert_eq!(merged(&[&merged(&[&a, &b]), &c]), merged(&[&a, &merged(&[&b, &c])]));
        prop_assert_eq!(merged(&[&a, &a]), a.clone());
        let mut again = merged(&[&a, &b]);
        prop_assert!(!again.merge(b), "nothing new the second time");
    }

    #[test]
    fn what_adds_up_does_not_depend_on_how_logs_met(a in log(), b in log()) {
        let of = |first: &Log, second: &Log| {
            let mut log = first.clone();
            log.merge(second.clone());
            let progress = Progress::of(&log, UtcOffset(480));
            (progress.questions, progress.days, progress.reports, progress.exams)
        };
        prop_assert_eq!(of(&a, &b), of(&b, &a));
    }

    #[test]
    fn nothing_of_a_shorter_stretch_is_lost_to_a_longer_one(log in log()) {
        for (id, events) in &log.chunks {
            for n_known in 0..=events.len() {
                let mut known = Log::default();
                known.merge_chunk(id.clone(), events[..n_known].to_vec());
                known.merge_chunk(id.clone(), events.clone());
                prop_assert_eq!(&known.chunks[id], events);
                known.merge_chunk(id.clone(), events[..n_known].to_vec());
                prop_assert_eq!(&known.chunks[id], events);
            }
        }
    }

    #[test]
    fn a_log_reads_back_as_it_was_written(log in log()) {
        let text = serde_json::to_string(&log).unwrap();
        prop_assert_eq!(serde_json::from_str::<Log>(&text).unwrap(), log);
    }

    #[test]
    fn adding_events_one_by_one_gives_the_same_as_adding_up_all(log in log()) {
        let whole = Progress::of(&log, UtcOffset(480));
        let mut step_by_step = Progress::of(&Log::default(), UtcOffset(480));
        for event in log.in_order() {
            step_by_step.apply(event);
        }
        prop_assert_eq!(whole.questions, step_by_step.questions);
        prop_assert_eq!(whole.days, step_by_step.days);
    }
}

#[test]
fn too_few_questions_are_named_by_kind() {
    let pool = Pool::new(1);
    let error = assemble(&blueprint([7, 6, 8], [100; 3], PartialRule::Exact), &pool.candidates(), 1).unwrap_err();
    let AssembleError::NotEnough(shortages) = error else { panic!("{error}") };
    let named: Vec<_> = shortages.iter().map(|shortage| (shortage.kind, shortage.wanted, shortage.found)).collect();
    assert_eq!(named, [(Kind::Single, 7, 6), (Kind::Judge, 8, 6)]);
}

#[test]
fn the_four_rules_give_what_they_say() {
    let set = |letters: &str| Choices::from_letters(letters).unwrap();
    // Key ABC of four options, 4 points.
    for (rule, expected) in [
        (PartialRule::Exact, [("ABC", 400), ("AB", 0), ("ABD", 0), ("D", 0)]),
        (PartialRule::Share, [("ABC", 400), ("AB", 266), ("ABD", 0), ("D", 0)]),
        (PartialRule::Half, [("ABC", 400), ("AB", 200), ("ABD", 0), ("D", 0)]),
        (PartialRule::PerOption, [("ABC", 400), ("AB", 300), ("ABD", 200), ("D", 0)]),
    ] {
        for (chosen, points) in expected {
            assert_eq!(grade(set("ABC"), 4, set(chosen), Points(400), rule), Points(points), "{rule:?} {chosen}");
        }
    }
}
