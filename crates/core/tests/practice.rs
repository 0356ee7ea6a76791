//! What each way to practise asks, and what comes of it.

mod common;

use proptest::prelude::*;
use std::collections::BTreeSet;
use xuefa_core::bank::{BankId, QuestionId};
use xuefa_core::choices::Choices;
use xuefa_core::event::{Event, Log, Stamped};
use xuefa_core::index::{BankEntry, ChapterEntry, Index, Numbers, ShardEntry};
use xuefa_core::mode::Mode;
use xuefa_core::practice::{DAILY_COUNT, PracticeSet, Selection};
use xuefa_core::profile::ProfileSettings;
use xuefa_core::progress::{Coverage, Progress};
use xuefa_core::time::{Day, Timestamp, UtcOffset};

const TODAY: Day = Day(20_780);
const DAY_MS: i64 = 86_400_000;

/// Two banks, `aa` with questions 1–30 in two chapters and `bb` with 1–10 in one.
fn index() -> Index {
    let bank = |id: &str, prefix: &str, chapters: &[(u32, u32)]| BankEntry {
        id: id.into(),
        title: id.to_owned(),
        revision: 1,
        prefix: prefix.to_owned(),
        laws: vec![id.into()],
        chapters: chapters
            .iter()
            .map(|&(first, last)| ChapterEntry {
                title: format!("{first}"),
                part: None,
                law: 0,
                shard: 0,
                questions: Numbers::from_numbers(first..=last),
            })
            .collect(),
        shards: vec![ShardEntry { file: String::new() }],
        topics: vec![("mediation".into(), Numbers::from_numbers([2, 5]))],
        n_by_kind: [0; 3],
    };
    Index { banks: vec![bank("first", "aa", &[(1, 12), (13, 30)]), bank("second", "bb", &[(1, 10)])], ..Index::default() }
}

fn id(text: &str) -> QuestionId {
    text.into()
}

/// Answers as (question, days ago, right), in this order.
fn progress(answers: &[(&str, i64, bool)]) -> Progress {
    let events = answers.iter().zip(1..).map(|(&(question, days_ago, right), number)| {
        let at = Timestamp((i64::from(TODAY.0) - days_ago) * DAY_MS + number as i64);
        Stamped(number, at, Event::Answered { question: id(question), mode: Mode::Random, chosen: Choices::one(0), right })
    });
    let mut log = Log::default();
    log.merge_chunk("a-0".into(), events.collect());
    Progress::of(&log, UtcOffset(0))
}

fn plan(key: &str, progress: &Progress, seed: u64) -> Vec<QuestionId> {
    PracticeSet::parse(key).unwrap_or_else(|| panic!("{key}")).plan(&index(), progress, TODAY, seed)
}

fn texts(ids: &[QuestionId]) -> Vec<&str> {
    ids.iter().map(|id| id.0.as_str()).collect()
}

#[test]
fn sequential_chapter_and_topic_follow_the_bank() {
    let none = progress(&[]);
    let all = plan("first/sequential", &none, 1);
    assert_eq!((all.len(), &all[0].0[..], &all[29].0[..]), (30, "aa-0001", "aa-0030"));
    assert_eq!(plan("first/sequential", &none, 2), all, "no seed changes it");
    assert_eq!(plan("first+second/recite", &none, 1).len(), 40);
    assert_eq!(plan("first/chapter/2", &none, 1).first(), Some(&id("aa-0013")));
    assert_eq!(texts(&plan("all/topic/mediation", &none, 1)), ["aa-0002", "aa-0005", "bb-0002", "bb-0005"]);
    assert!(plan("first/chapter/9", &none, 1).is_empty() && plan("nowhere/random", &none, 1).is_empty());
}

#[test]
fn unseen_ones_come_first_then_those_seen_least() {
    let seen = progress(&[("bb-0003", 1, true), ("bb-0003", 1, true), ("bb-0004", 1, true)]);
    let order = plan("second/unseen", &seen, 5);
    assert_eq!(order.len(), 10);
    assert_eq!(texts(&order[8..]), ["bb-0004", "bb-0003"]);
    assert_ne!(plan("second/unseen", &seen, 6)[..8], order[..8], "otherwise in an order of the seed");
}

#[test]
fn the_wrong_book_is_left_after_enough_right_answers_in_a_row() {
    let book = |answers: &[(&str, i64, bool)]| texts(&plan("all/wrong", &progress(answers), 1)).join(" ");
    assert_eq!(book(&[("aa-0001", 5, false)]), "aa-0001");
    assert_eq!(book(&[("aa-0001", 5, false), ("aa-0001", 4, true)]), "aa-0001");
    assert_eq!(book(&[("aa-0001", 5, false), ("aa-0001", 4, true), ("aa-0001", 3, true)]), "");
    assert_eq!(book(&[("aa-0001", 5, false), ("aa-0001", 4, true), ("aa-0001", 3, false), ("aa-0001", 2, true)]), "aa-0001");
    // Most often wrong first.
    assert_eq!(book(&[("aa-0001", 5, false), ("aa-0002", 4, false), ("aa-0002", 3, false)]), "aa-0002 aa-0001");
}

#[test]
fn taking_a_question_out_by_hand_lasts_until_the_next_mistake() {
    let mut progress = progress(&[("aa-0001", 5, false)]);
    progress.apply(&Stamped(10, Timestamp(0), Event::Dismissed { question: id("aa-0001") }));
    assert!(progress.wrong_book().is_empty());
    let wrong = Event::Answered { question: id("aa-0001"), mode: Mode::Random, chosen: Choices::one(1), right: false };
    progress.apply(&Stamped(11, Timestamp(0), wrong));
    assert_eq!(progress.wrong_book().len(), 1);
}

#[test]
fn the_rule_of_the_wrong_book_can_be_set() {
    let mut progress = progress(&[("aa-0001", 5, false), ("aa-0001", 4, true), ("aa-0001", 3, true)]);
    assert!(progress.wrong_book().is_empty());
    let stricter = ProfileSettings { mastered_after: 3, ..ProfileSettings::default() };
    progress.apply(&Stamped(10, Timestamp(0), Event::SettingsChanged(stricter)));
    assert_eq!(progress.wrong_book().len(), 1);
}

#[test]
fn what_is_due_comes_longest_due_first() {
    // Answered wrong: due the day after. Answered right once: due after two days.
    let progress = progress(&[("aa-0001", 9, true), ("aa-0002", 3, false), ("aa-0003", 1, true), ("aa-0004", 0, false)]);
    assert_eq!(texts(&plan("all/review", &progress, 1)), ["aa-0001", "aa-0002"]);
    let coverage = Coverage::of(&progress, index().banks[0].all_ids(), TODAY);
    assert_eq!((coverage.n_questions, coverage.n_seen, coverage.n_due, coverage.n_wrong_book), (30, 4, 2, 2));
    assert_eq!(coverage.accuracy_percent(), Some(50));
}

#[test]
fn the_daily_ten_mix_due_wrong_and_unseen() {
    let answers: Vec<(String, i64, bool)> = (1..=8).map(|n| (format!("aa-{n:04}"), 20, n > 4)).collect();
    let answers: Vec<(&str, i64, bool)> = answers.iter().map(|(id, days, right)| (id.as_str(), *days, *right)).collect();
    let progress = progress(&answers);
    let ten = PracticeSet { banks: Vec::new(), selection: Selection::Daily(TODAY) }.plan(&index(), &progress, TODAY, 4);
    let n_seen = ten.iter().filter(|id| progress.questions.contains_key(id)).count();
    assert_eq!(ten.len(), DAILY_COUNT);
    assert!((5..=7).contains(&n_seen), "{n_seen}: some known, some new");
}

#[test]
fn a_streak_counts_days_up_to_today_or_yesterday() {
    assert_eq!(progress(&[]).streak_days(TODAY), 0);
    assert_eq!(progress(&[("aa-0001", 2, true), ("aa-0001", 1, true)]).streak_days(TODAY), 2);
    assert_eq!(progress(&[("aa-0001", 2, true), ("aa-0001", 1, true), ("aa-0001", 0, true)]).streak_days(TODAY), 3);
    assert_eq!(progress(&[("aa-0001", 3, true), ("aa-0001", 2, true)]).streak_days(TODAY), 0);
}

#[test]
fn each_set_has_a_key_of_its_own_that_reads_back() {
    let keys = [
        "all/random",
        "civil-code/sequential",
        "civil-code/chapter/3",
        "all/topic/mediation",
        "all/daily/2026-11-24",
        "a+b/wrong",
        "a/unseen",
        "a/favourite",
        "a/review",
        "a/recite",
    ];
    for key in keys {
        assert_eq!(PracticeSet::parse(key).map(|set| set.key()).as_deref(), Some(key));
    }
    for bad in ["", "all", "/random", "all/daily", "all/chapter/0", "all/chapter/x", "all/topic/", "all/nothing", "all/random/1", "a/b/c/d"]
    {
        assert_eq!(PracticeSet::parse(bad), None, "{bad}");
    }
}

proptest! {
    #[test]
    fn no_set_asks_a_question_twice_and_the_daily_set_is_always_full(
        log in common::log(), seed in any::<u64>(), today in 0..25_000_i32
    ) {
        let progress = Progress::of(&log, UtcOffset(480));
        for key in ["all/random", "all/unseen", "all/wrong", "all/favourite", "all/review", "all/sequential", "all/daily/2026-11-24"] {
            let set = PracticeSet::parse(key).unwrap();
            let ids = set.plan(&index(), &progress, Day(today), seed);
            let distinct: BTreeSet<&QuestionId> = ids.iter().collect();
            prop_assert_eq!(distinct.len(), ids.len(), "{}", key);
            prop_assert_eq!(&ids, &set.plan(&index(), &progress, Day(today), seed), "{}", key);
            if key.contains("daily") {
                prop_assert_eq!(ids.len(), DAILY_COUNT);
            }
        }
        let banks: Vec<BankId> = index().banks.iter().map(|bank| bank.id.clone()).collect();
        prop_assert_eq!(PracticeSet { banks, selection: Selection::Plain(Mode::Random) }.plan(&index(), &progress, Day(today), seed).len(), 40);
    }
}
