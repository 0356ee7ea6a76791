//! Records that last: full stores, damaged and newer records, several tabs, and records of earlier versions.

use xuefa_core::choices::Choices;
use xuefa_core::event::{ChunkId, Event, Log, Stamped};
use xuefa_core::mode::Mode;
use xuefa_core::practice::PracticeSet;
use xuefa_core::profile::{Profile, ProfileId};
use xuefa_core::progress::Progress;
use xuefa_core::time::{Timestamp, UtcOffset};
use xuefa_store::{DeviceSettings, Kv, KvError, LogWriter, MemoryKv, Place, ProblemKind, SavedSession, Store, Theme, TypeSize};

const ME: &str = "p1";

fn profile(id: &str) -> Profile {
    Profile { id: id.into(), name: format!("张{id}"), unit: "石桥村".to_owned(), created: Timestamp(1) }
}

fn answered(number: u64) -> Stamped {
    let question = format!("cc-{number:04}").as_str().into();
    Stamped(number, Timestamp(number as i64), Event::Answered { question, mode: Mode::Daily, chosen: Choices::one(1), right: true })
}

fn n_events(store: &Store) -> usize {
    store.log(&ME.into()).unwrap().n_events()
}

#[test]
fn each_answer_is_saved_as_it_is_given() {
    let kv = MemoryKv::default();
    let mut writer = LogWriter::new(Store::new(kv.clone()), ME.into(), "a".to_owned());
    for number in 1..=300 {
        writer.append(answered(number)).unwrap();
        assert_eq!(n_events(&Store::new(kv.clone())), number as usize, "another tab sees it at once");
    }
    let longest = kv.snapshot().values().map(String::len).max().unwrap();
    assert!(longest < 8_000, "an answer rewrites a short stretch, not everything: {longest}");
    let numbers: Vec<u64> = Store::new(kv).log(&ME.into()).unwrap().in_order().iter().map(|event| event.0).collect();
    assert_eq!(numbers, (1..=300).collect::<Vec<_>>());
}

#[test]
fn a_full_store_keeps_what_it_has_and_takes_the_rest_when_there_is_room() {
    let kv = MemoryKv::default();
    let store = Store::new(kv.clone());
    let mut writer = LogWriter::new(store.clone(), ME.into(), "a".to_owned());
    writer.append(answered(1)).unwrap();
    kv.set_room(Some(kv.n_bytes() + 10));
    let before = kv.snapshot();
    assert_eq!(writer.append(answered(2)), Err(KvError::Full));
    assert_eq!(writer.append(answered(3)), Err(KvError::Full));
    assert_eq!(kv.snapshot(), before, "nothing half-written");
    assert_eq!((writer.n_unsaved(), writer.events().len()), (2, 3), "nothing given up");
    assert_eq!(writer.retry(), Err(KvError::Full));
    kv.set_room(None);
    writer.retry().unwrap();
    assert_eq!((writer.n_unsaved(), n_events(&store)), (0, 3));
}

#[test]
fn two_tabs_write_side_by_side_and_neither_loses_an_answer() {
    let kv = MemoryKv::default();
    let mut tabs = ["a", "b"].map(|tag| LogWriter::new(Store::new(kv.clone()), ME.into(), tag.to_owned()));
    for number in 1..=50 {
        // Both know the same past, so both give the same number.
        tabs[0].append(answered(number)).unwrap();
        tabs[1].append(answered(number)).unwrap();
    }
    assert_eq!(n_events(&Store::new(kv)), 100);
}

#[test]
fn a_damaged_record_is_set_aside_and_the_others_count() {
    let kv = MemoryKv::default();
    let store = Store::new(kv.clone());
    store.save_profile(&profile(ME)).unwrap();
    LogWriter::new(store.clone(), ME.into(), "a".to_owned()).append(answered(1)).unwrap();
    for damaged in ["", "not json", "{\"v\":1}", "{\"v\":1,\"d\":[[1,2]]}", "{\"v\":0,\"d\":[]}", "[]"] {
        kv.set("xuefa:log:p1:b-0", damaged).unwrap();
        assert_eq!(n_events(&store), 1, "{damaged}");
        let problems = store.take_problems();
        assert!(matches!(problems.as_slice(), [problem] if matches!(problem.kind, ProblemKind::Damaged(_))), "{damaged}");
        assert_eq!(kv.get("xuefa:log:p1:b-0").unwrap(), None, "it is not met again");
        let aside = store.set_aside().unwrap();
        assert_eq!((aside[0].key.as_str(), aside[0].text.as_str()), ("xuefa:log:p1:b-0", damaged), "what it held can be had");
        store.clear_set_aside().unwrap();
    }
    assert_eq!(store.profiles().unwrap(), [profile(ME)]);
}

#[test]
fn a_damaged_record_stays_where_it_is_when_there_is_no_room_to_move_it() {
    let kv = MemoryKv::default();
    let store = Store::new(kv.clone());
    kv.set("xuefa:log:p1:b-0", "damaged").unwrap();
    kv.set_room(Some(kv.n_bytes()));
    assert_eq!(n_events(&store), 0);
    assert_eq!(store.take_problems().len(), 1);
    assert_eq!(kv.get("xuefa:log:p1:b-0").unwrap().as_deref(), Some("damaged"));
}

#[test]
fn a_record_of_a_newer_version_is_left_alone_and_reported() {
    let kv = MemoryKv::default();
    let store = Store::new(kv.clone());
    let newer = "{\"v\":2,\"d\":{\"what\":\"nobody knows yet\"}}";
    kv.set("xuefa:log:p1:b-0", newer).unwrap();
    assert_eq!(n_events(&store), 0);
    let problems = store.take_problems();
    assert_eq!(problems.iter().map(|problem| &problem.kind).collect::<Vec<_>>(), [&ProblemKind::TooNew(2)]);
    assert_eq!(kv.get("xuefa:log:p1:b-0").unwrap().as_deref(), Some(newer));
    assert!(store.set_aside().unwrap().is_empty());
}

#[test]
fn deleting_a_person_takes_all_of_theirs_and_nothing_of_others() {
    let kv = MemoryKv::default();
    let store = Store::new(kv.clone());
    let set = PracticeSet::parse("all/random").unwrap();
    // One id begins with the other.
    for id in ["p1", "p12"] {
        let id = ProfileId::from(id);
        store.save_profile(&profile(&id.0)).unwrap();
        LogWriter::new(store.clone(), id.clone(), "a".to_owned()).append(answered(1)).unwrap();
        store.save_session(&id, &set, &SavedSession { questions: vec!["cc-0001".into()], seed: 1, since: 1 }).unwrap();
        store.save_place(&id, &set, &Place { question: "cc-0001".into(), end: false, at: Timestamp(1) }).unwrap();
        store.save_backed_up(&id, Timestamp(1)).unwrap();
    }
    kv.set("other:app", "x").unwrap();
    store.delete_profile(&"p1".into()).unwrap();
    let keys = kv.keys().unwrap();
    assert!(keys.iter().all(|key| !key.contains(":p1:") && !key.ends_with(":p1")), "{keys:?}");
    assert_eq!(keys.iter().filter(|key| key.contains(":p12")).count(), 5, "{keys:?}");
    assert!(keys.contains(&"other:app".to_owned()));
}

/// Records as version 1 writes them. A new version adds a folder and never changes an old one.
#[test]
fn records_of_version_1_are_read() {
    let kv = MemoryKv::default();
    for line in include_str!("samples/v1.txt").lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
        let (key, text) = line.split_once(' ').unwrap();
        kv.set(key, text).unwrap();
    }
    let before = kv.snapshot();
    let store = Store::new(kv.clone());
    let id = ProfileId::from("m1a2b3c4");
    assert_eq!(store.device().unwrap(), DeviceSettings { current: Some(id.clone()), theme: Theme::Dark, type_size: TypeSize::Larger });
    assert_eq!(
        store.profiles().unwrap(),
        [Profile { id: id.clone(), name: "张某".to_owned(), unit: "石桥村".to_owned(), created: Timestamp(1_795_363_200_000) }]
    );
    let set = PracticeSet::parse("civil-code/sequential").unwrap();
    assert_eq!(
        store.session(&id, &set).unwrap(),
        Some(SavedSession { questions: vec!["cc-0001".into(), "cc-0002".into()], seed: 7, since: 3 })
    );
    assert_eq!(store.place(&id, &set).unwrap(), Some(Place { question: "cc-0002".into(), end: true, at: Timestamp(1_795_363_260_000) }));
    assert_eq!(store.backed_up(&id).unwrap(), Some(Timestamp(1_795_363_300_000)));
    let sittings = store.sittings(&id).unwrap();
    let sitting = store.sitting(&id, &sittings[0]).unwrap().expect("the paper");
    assert_eq!((sitting.paper.items.len(), sitting.paper.blueprint.minutes), (1, 60));

    let log = store.log(&id).unwrap();
    let progress = Progress::of(&log, UtcOffset(480));
    assert_eq!(log.n_events(), 9, "one of each kind of event");
    assert_eq!(progress.questions[&"cc-0001".into()].n_wrong, 1);
    assert!(progress.questions[&"cc-0001".into()].favourite && progress.questions[&"cc-0001".into()].dismissed);
    assert_eq!(progress.reports[0].note, "第二项像是也对");
    assert_eq!((progress.settings.mastered_after, progress.settings.auto_next), (3, true));
    let result = progress.results()[0];
    assert_eq!((result.score.display().as_str(), result.passed, result.items[0].chosen), ("2", true, Choices::one(0)));
    assert!(store.take_problems().is_empty());

    // Writing it again gives the same text, so the samples are what this version writes.
    for (key, text) in before.iter().filter(|(key, _)| key.contains(":log:")) {
        let chunk = ChunkId::from(key.rsplit(':').next().unwrap());
        let mut again = LogWriter::new(Store::new(kv.clone()), id.clone(), chunk.0.trim_end_matches("-0").to_owned());
        kv.remove(key).unwrap();
        for event in &log.chunks[&chunk] {
            again.append(event.clone()).unwrap();
        }
        assert_eq!(kv.get(key).unwrap().as_deref(), Some(text.as_str()));
    }
}

#[test]
fn an_empty_store_is_an_empty_log() {
    let store = Store::new(MemoryKv::default());
    assert_eq!(store.log(&ME.into()).unwrap(), Log::default());
    assert_eq!(store.device().unwrap(), DeviceSettings::default());
    assert!(store.profiles().unwrap().is_empty());
}
