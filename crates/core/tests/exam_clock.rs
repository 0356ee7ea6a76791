//! The exam's time under a clock that the test turns.

mod common;

use common::{Pool, blueprint};
use std::collections::BTreeMap;
use xuefa_core::choices::Choices;
use xuefa_core::event::{ChunkId, Event, Log, Stamped};
use xuefa_core::exam::ExamId;
use xuefa_core::exam::{ExamClock, Sitting};
use xuefa_core::grading::PartialRule;
use xuefa_core::paper::assemble;
use xuefa_core::progress::Progress;
use xuefa_core::time::{Timestamp, UtcOffset};

const MINUTE: i64 = 60_000;
const BEGUN: i64 = 1_795_363_200_000;

/// A sitting of 60 minutes that begins at [`BEGUN`].
fn sitting() -> Sitting {
    let pool = Pool::new(2);
    let paper = assemble(&blueprint([5, 5, 5], [100, 200, 100], PartialRule::Exact), &pool.candidates(), 7).unwrap();
    Sitting::begin(ExamId::from("e1"), paper, Timestamp(BEGUN))
}

/// A device with a clock that people may turn and one that they cannot.
struct Device {
    wall: i64,
    monotonic: f64,
}

impl Device {
    fn new() -> Self {
        Self { wall: BEGUN, monotonic: 0.0 }
    }

    /// Time goes by with the page open.
    fn wait(&mut self, minutes: i64) {
        self.wall += minutes * MINUTE;
        self.monotonic += (minutes * MINUTE) as f64;
    }

    /// The device sleeps: browsers may stop the monotonic clock meanwhile.
    fn sleep(&mut self, minutes: i64) {
        self.wall += minutes * MINUTE;
    }

    /// Someone turns the clock.
    fn turn(&mut self, minutes: i64) {
        self.wall += minutes * MINUTE;
    }

    fn open(&self, newest_record: i64) -> ExamClock {
        ExamClock::new(Timestamp(self.wall), self.monotonic, Timestamp(newest_record))
    }

    fn now(&self, clock: &mut ExamClock) -> Timestamp {
        clock.tick(Timestamp(self.wall), self.monotonic)
    }
}

#[test]
fn the_time_runs_down_to_the_stored_deadline() {
    let (sitting, mut device) = (sitting(), Device::new());
    let mut clock = device.open(BEGUN);
    assert_eq!(sitting.secs_left(device.now(&mut clock)), 3600);
    device.wait(59);
    assert_eq!(sitting.secs_left(device.now(&mut clock)), 60);
    assert!(!sitting.is_over(device.now(&mut clock)));
    device.wait(1);
    assert!(sitting.is_over(device.now(&mut clock)));
    assert_eq!(sitting.secs_left(device.now(&mut clock)), 0);
}

#[test]
fn leaving_and_sleeping_do_not_stop_the_clock() {
    let (sitting, mut device) = (sitting(), Device::new());
    let mut clock = device.open(BEGUN);
    device.wait(10);
    device.sleep(20);
    assert_eq!(sitting.secs_left(device.now(&mut clock)), 30 * 60);
    // The page is closed and opened again.
    device.sleep(10);
    let mut clock = device.open(BEGUN);
    assert_eq!(sitting.secs_left(device.now(&mut clock)), 20 * 60);
    device.sleep(90);
    assert!(sitting.is_over(device.now(&mut clock)));
}

#[test]
fn turning_the_clock_back_wins_no_time() {
    let (sitting, mut device) = (sitting(), Device::new());
    let mut clock = device.open(BEGUN);
    device.wait(30);
    assert_eq!(sitting.secs_left(device.now(&mut clock)), 30 * 60);
    device.turn(-600);
    assert_eq!(sitting.secs_left(device.now(&mut clock)), 30 * 60);
    device.wait(5);
    assert_eq!(sitting.secs_left(device.now(&mut clock)), 25 * 60);
    // Not by opening the page again either: the newest answer tells how late it was.
    let newest_answer = BEGUN + 30 * MINUTE;
    let mut clock = device.open(newest_answer);
    assert_eq!(sitting.secs_left(device.now(&mut clock)), 30 * 60);
    device.wait(30);
    assert!(sitting.is_over(device.now(&mut clock)));
}

#[test]
fn a_clock_set_before_the_beginning_never_shows_more_than_the_whole_time() {
    let (sitting, mut device) = (sitting(), Device::new());
    device.turn(-10_000);
    assert_eq!(sitting.secs_left(Timestamp(device.wall)), 3600);
    let mut clock = device.open(BEGUN);
    assert_eq!(sitting.secs_left(device.now(&mut clock)), 3600);
}

#[test]
fn what_is_handed_in_late_counts_as_handed_in_at_the_deadline() {
    let sitting = sitting();
    let answers: BTreeMap<u16, Choices> = [(0, sitting.paper.items[0].question.key)].into();
    let result = sitting.mark(&answers, Timestamp(BEGUN + 500 * MINUTE));
    assert_eq!(result.submitted, sitting.deadline);
    assert_eq!(result.items.iter().filter(|item| item.right).count(), 1);
    let early = sitting.mark(&answers, Timestamp(BEGUN - MINUTE));
    assert_eq!(early.submitted, sitting.begun);
}

#[test]
fn handing_in_twice_counts_once_whatever_tab_did_it() {
    let sitting = sitting();
    let keys: BTreeMap<u16, Choices> = sitting.paper.items.iter().enumerate().map(|(at, item)| (at as u16, item.question.key)).collect();
    let mut log = Log::default();
    let begun = Event::ExamBegun { exam: sitting.exam.clone(), title: "试".to_owned(), deadline: sitting.deadline };
    let submitted = |answers: &BTreeMap<u16, Choices>| Event::ExamSubmitted(sitting.mark(answers, Timestamp(BEGUN + MINUTE)));
    log.merge_chunk(
        ChunkId::from("a-0"),
        vec![Stamped(1, Timestamp(BEGUN), begun), Stamped(2, Timestamp(BEGUN + MINUTE), submitted(&keys))],
    );
    log.merge_chunk(ChunkId::from("b-0"), vec![Stamped(2, Timestamp(BEGUN + MINUTE), submitted(&BTreeMap::new()))]);
    let progress = Progress::of(&log, UtcOffset(480));
    assert_eq!(progress.results().len(), 1);
    assert!(progress.results()[0].passed, "the first in the order of events counts");
    assert_eq!(progress.days.values().map(|day| day.n_answered).sum::<u32>(), 15);
    assert!(progress.open_exams().is_empty());
}

#[test]
fn answers_after_handing_in_change_nothing() {
    let sitting = sitting();
    let answered = |number, chosen| {
        Stamped(number, Timestamp(BEGUN + number as i64), Event::ExamAnswered { exam: sitting.exam.clone(), item: 0, chosen })
    };
    let mut log = Log::default();
    let result = sitting.mark(&BTreeMap::new(), Timestamp(BEGUN + MINUTE));
    log.merge_chunk(
        ChunkId::from("a-0"),
        vec![
            answered(1, Choices::one(0)),
            answered(2, Choices::one(1)),
            Stamped(3, Timestamp(BEGUN + MINUTE), Event::ExamSubmitted(result)),
            answered(4, Choices::one(2)),
        ],
    );
    let progress = Progress::of(&log, UtcOffset(480));
    assert_eq!(progress.exams[&sitting.exam].answers[&0], Choices::one(1));
}
