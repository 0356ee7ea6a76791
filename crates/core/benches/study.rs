//! How the work behind a page grows with what a person did and with the size of the banks:
//! `cargo bench -p xuefa-core`. Compare the lines of one run; seconds differ between machines.

use divan::{Bencher, black_box};
use std::fs;
use xuefa_core::authoring::{BankSource, Banks, read_banks};
use xuefa_core::bank::QuestionId;
use xuefa_core::choices::Choices;
use xuefa_core::event::{Event, Log, Stamped};
use xuefa_core::index::Index;
use xuefa_core::mode::Mode;
use xuefa_core::paper::{Candidate, assemble, presets};
use xuefa_core::practice::PracticeSet;
use xuefa_core::progress::Progress;
use xuefa_core::search::Query;
use xuefa_core::time::{Day, Timestamp, UtcOffset};

fn main() {
    divan::main();
}

fn banks() -> Banks {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../questions");
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let sources = entries.filter(|path| path.extension().is_some_and(|extension| extension == "json")).map(|path| BankSource {
        file: path.file_name().unwrap().to_string_lossy().into_owned(),
        text: fs::read_to_string(&path).unwrap(),
    });
    read_banks(&sources.collect::<Vec<_>>()).unwrap()
}

fn log(n_events: u64) -> Log {
    let events = (1..=n_events).map(|number| {
        let question = QuestionId(format!("cc-{:04}", number * 7 % 400 + 1));
        let at = Timestamp(1_790_000_000_000 + number as i64 * 60_000);
        Stamped(number, at, Event::Answered { question, mode: Mode::Random, chosen: Choices::one(0), right: number % 3 > 0 })
    });
    let mut log = Log::default();
    // In stretches, as they are kept.
    for (at, stretch) in events.collect::<Vec<_>>().chunks(120).enumerate() {
        log.merge_chunk(format!("a-{at}").as_str().into(), stretch.to_vec());
    }
    log
}

/// Opening the page: everything is added up once.
#[divan::bench(args = [100, 1_000, 10_000])]
fn add_up_a_log(bencher: Bencher<'_, '_>, n_events: u64) {
    let log = log(n_events);
    bencher.bench(|| Progress::of(black_box(&log), UtcOffset(480)));
}

/// Giving one more answer.
#[divan::bench(args = [100, 10_000])]
fn add_one_answer(bencher: Bencher<'_, '_>, n_events: u64) {
    let log = log(n_events);
    let next = Event::Answered { question: "cc-0001".into(), mode: Mode::Random, chosen: Choices::one(1), right: false };
    let next = Stamped(n_events + 1, Timestamp(1_799_000_000_000), next);
    bencher.with_inputs(|| Progress::of(&log, UtcOffset(480))).bench_values(|mut progress| {
        progress.apply(&next);
        progress
    });
}

#[divan::bench]
fn read_the_index(bencher: Bencher<'_, '_>) {
    let text = banks().index().to_text();
    bencher.bench(|| Index::from_text(black_box(&text)));
}

/// Opening a set over all banks.
#[divan::bench(args = ["all/sequential", "all/random", "all/unseen", "all/wrong", "all/daily/2026-11-24"])]
fn plan_a_set(bencher: Bencher<'_, '_>, key: &str) {
    let (index, progress, set) = (banks().index(), Progress::of(&log(2_000), UtcOffset(480)), PracticeSet::parse(key).unwrap());
    bencher.bench(|| set.plan(&index, &progress, Day(20_780), black_box(5)));
}

#[divan::bench]
fn draw_a_paper(bencher: Bencher<'_, '_>) {
    let banks = banks();
    let candidates: Vec<Candidate<'_>> = banks
        .banks
        .iter()
        .flat_map(|bank| {
            bank.questions.iter().map(move |question| {
                let chapter = bank.chapter_of(question).unwrap_or(0);
                Candidate { bank: &bank.id, chapter, law: &question.basis[0].law, question, case: None }
            })
        })
        .collect();
    let preset = &presets()[0];
    bencher.bench(|| assemble(preset, &candidates, black_box(1)).unwrap());
}

/// Every keystroke in the search field.
#[divan::bench(args = ["离婚", "没有这样的词"])]
fn search_all_banks(bencher: Bencher<'_, '_>, text: &str) {
    let banks = banks();
    let questions: Vec<_> = banks.banks.iter().flat_map(|bank| &bank.questions).collect();
    bencher.bench(|| {
        let query = Query::new(black_box(text));
        questions.iter().filter(|question| query.find_in(question).is_some()).count()
    });
}
