//! The banks of this project: that they are sound, that nothing in them changed since it was
//! verified, and that the index says of them what they hold.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use xuefa_core::authoring::{BankSource, Banks, read_banks};
use xuefa_core::bank::{Kind, QuestionId};
use xuefa_core::index::{Index, Shard};
use xuefa_core::paper::{Candidate, assemble, presets};
use xuefa_core::quality;
use xuefa_core::statute::Statutes;
use xuefa_core::verify::Verified;

fn folder() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../questions")
}

fn sources() -> Vec<BankSource> {
    let mut sources = Vec::new();
    for entry in fs::read_dir(folder()).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "json") {
            let file = path.file_name().unwrap().to_string_lossy().into_owned();
            sources.push(BankSource { file, text: fs::read_to_string(&path).unwrap() });
        }
    }
    sources
}

fn banks() -> Banks {
    read_banks(&sources()).unwrap_or_else(|problems| panic!("{}", problems.join("\n")))
}

fn verified() -> Verified {
    serde_json::from_str(&fs::read_to_string(folder().join("verified.json")).expect("questions/verified.json")).unwrap()
}

#[test]
fn every_question_is_the_one_that_was_verified() {
    let changed = verified().changed_questions(&banks().banks);
    assert!(changed.is_empty(), "read these against the statutes, then run `cargo xtask bank verify`: {changed:?}");
}

#[test]
fn a_changed_word_is_noticed() {
    let verified = verified();
    let mut banks = banks().banks;
    banks[0].questions[0].explanation.push('。');
    banks[1].questions.remove(0);
    assert_eq!(verified.changed_questions(&banks).len(), 2);
}

#[test]
fn the_limits_hold_as_far_as_banks_show_by_themselves() {
    let problems: Vec<String> = banks().banks.iter().flat_map(|bank| quality::check(bank, &Statutes::default())).collect();
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

#[test]
fn the_banks_are_as_deep_as_promised() {
    let banks = banks();
    for (id, n_questions, n_articles) in quality::TARGETS {
        let bank = banks.banks.iter().find(|bank| bank.id.0 == id).unwrap_or_else(|| panic!("no bank {id}"));
        let figures = quality::figures(bank);
        assert!(figures.n_questions >= n_questions && figures.n_articles >= n_articles, "{id}: {figures:?}");
    }
    let index = banks.index();
    for topic in quality::CORE_TOPICS {
        assert!(index.n_with_topic(&topic.into()) >= quality::MIN_TOPIC_QUESTIONS, "{topic}");
    }
}

#[test]
fn the_index_reads_back_and_counts_what_the_banks_hold() {
    let banks = banks();
    let index = banks.index();
    assert_eq!(Index::from_text(&index.to_text()), index);
    for (bank, entry) in banks.banks.iter().zip(&index.banks) {
        let listed: BTreeSet<QuestionId> = entry.all_ids().into_iter().collect();
        let held: BTreeSet<QuestionId> = bank.questions.iter().map(|question| question.id.clone()).collect();
        assert_eq!(listed, held, "{}", bank.id);
        assert_eq!(entry.n_questions(), held.len());
    }
}

#[test]
fn each_piece_holds_the_questions_that_the_index_looks_for_in_it() {
    let banks = banks();
    let files = banks.files();
    for entry in &banks.index().banks {
        let pieces: Vec<Shard> = entry
            .shards
            .iter()
            .map(|shard| serde_json::from_str(&files.iter().find(|(name, _)| *name == shard.file).expect("the file").1).unwrap())
            .collect();
        for chapter in &entry.chapters {
            for id in entry.ids(&chapter.questions) {
                let piece = &pieces[chapter.shard];
                let question = piece.questions.iter().find(|question| question.id == id).unwrap_or_else(|| panic!("{id}"));
                assert!(question.case.is_none() || piece.cases.iter().any(|case| Some(&case.id) == question.case.as_ref()), "{id}");
            }
        }
        // Page by page, the pieces give the same order as the index.
        let delivered: Vec<QuestionId> = pieces.iter().flat_map(|piece| &piece.questions).map(|question| question.id.clone()).collect();
        assert_eq!(delivered, entry.all_ids());
    }
}

#[test]
fn every_preset_can_be_sat_with_all_banks_and_with_the_civil_code_alone() {
    let banks = banks();
    for wanted in [None, Some("civil-code")] {
        let candidates: Vec<Candidate<'_>> = banks
            .banks
            .iter()
            .filter(|bank| wanted.is_none_or(|wanted| bank.id.0 == wanted))
            .flat_map(|bank| {
                bank.questions.iter().map(move |question| Candidate {
                    bank: &bank.id,
                    chapter: bank.chapter_of(question).unwrap(),
                    law: &question.basis[0].law,
                    question,
                    case: None,
                })
            })
            .collect();
        for preset in presets() {
            let paper = assemble(&preset, &candidates, 3).unwrap_or_else(|error| panic!("{}: {error}", preset.id));
            assert_eq!(paper.items.len(), preset.n_questions() as usize);
            assert_eq!(preset.total().0, 10_000, "{}: 100 points", preset.id);
        }
    }
}

#[test]
fn the_situations_of_the_town_hall_are_there() {
    let banks = banks();
    for bank in &banks.banks {
        let figures = quality::figures(bank);
        let share = |n: usize| n * 100 / figures.n_questions;
        assert!(share(figures.n_situations) >= 25, "{}: {figures:?}", bank.id);
        let [single, multiple, judge] = Kind::ALL.map(|kind| share(bank.questions.iter().filter(|question| question.kind == kind).count()));
        assert!((40..=60).contains(&single) && (15..=35).contains(&multiple) && (15..=35).contains(&judge), "{}: {figures:?}", bank.id);
    }
}

#[test]
fn a_bad_folder_is_refused_with_file_question_and_reason() {
    let refused = |change: &dyn Fn(&mut Vec<BankSource>)| {
        let mut sources = sources();
        change(&mut sources);
        read_banks(&sources).err().unwrap_or_default().join("\n")
    };
    let land = |sources: &mut Vec<BankSource>| sources.iter().position(|source| source.file == "land.json").unwrap();
    let edit = |from: &'static str, to: &'static str| {
        move |sources: &mut Vec<BankSource>| {
            let at = land(sources);
            assert!(sources[at].text.contains(from), "{from}");
            sources[at].text = sources[at].text.replacen(from, to, 1);
        }
    };
    assert!(refused(&edit("\"id\": \"lnd-0002\"", "\"id\": \"lnd-0001\"")).contains("land.json: lnd-0001: this id stands twice"));
    assert!(refused(&edit("\"topics\": [\"", "\"topics\": [\"no-such-topic\", \"")).contains("topic no-such-topic is not in topics.json"));
    assert!(refused(&edit("\"questions\": [", "\"questions\": {")).starts_with("land.json: file: not a bank file"));
    assert!(refused(&|sources| sources.retain(|source| source.file != "land.json")).contains("there is no bank land"));
    assert!(refused(&|sources| sources.retain(|source| source.file != "topics.json")).starts_with("topics.json"));
    let renamed = refused(&|sources| {
        let at = land(sources);
        sources[at].file = "other.json".to_owned();
    });
    assert!(renamed.contains("holds bank land, so it must be called land.json"), "{renamed}");
}
