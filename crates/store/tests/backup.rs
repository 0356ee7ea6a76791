//! Backups: the way out and back in.

use proptest::prelude::*;
use xuefa_core::choices::Choices;
use xuefa_core::event::{Event, Stamped};
use xuefa_core::mode::Mode;
use xuefa_core::practice::PracticeSet;
use xuefa_core::profile::Profile;
use xuefa_core::time::Timestamp;
use xuefa_store::backup::{RestoreError, export, restore};
use xuefa_store::{Kv, KvError, LogWriter, MemoryKv, Place, SavedSession, Store};

const NOW: Timestamp = Timestamp(1_795_363_200_000);

fn profile(id: &str, name: &str) -> Profile {
    Profile { id: id.into(), name: name.to_owned(), unit: "石桥村".to_owned(), created: Timestamp(1) }
}

/// Someone's id and name, and how many questions they answered in which tabs.
type Person<'a> = (&'a str, &'a str, &'a [(&'a str, u64)]);

/// A device on which people answered questions, each in a few tabs.
fn device(people: &[Person<'_>]) -> (MemoryKv, Store) {
    let kv = MemoryKv::default();
    let store = Store::new(kv.clone());
    let set = PracticeSet::parse("all/random").unwrap();
    for (id, name, tabs) in people {
        let profile = profile(id, name);
        store.save_profile(&profile).unwrap();
        for (tag, n_events) in *tabs {
            let mut writer = LogWriter::new(store.clone(), profile.id.clone(), (*tag).to_owned());
            for number in 1..=*n_events {
                let question = format!("cc-{number:04}").as_str().into();
                let event = Event::Answered { question, mode: Mode::Random, chosen: Choices::one(0), right: number % 2 == 0 };
                writer.append(Stamped(number, Timestamp(number as i64), event)).unwrap();
            }
        }
        store.save_session(&profile.id, &set, &SavedSession { questions: vec!["cc-0001".into()], seed: 5, since: 1 }).unwrap();
        store.save_place(&profile.id, &set, &Place { question: "cc-0001".into(), end: false, at: Timestamp(9) }).unwrap();
    }
    (kv, store)
}

fn export_all(store: &Store) -> String {
    export(store, &store.profiles().unwrap(), NOW).unwrap()
}

fn logs(store: &Store) -> Vec<xuefa_core::event::Log> {
    store.profiles().unwrap().iter().map(|profile| store.log(&profile.id).unwrap()).collect()
}

proptest! {
    #[test]
    fn a_backup_brings_everything_to_an_empty_device(tabs in proptest::collection::vec(0..40_u64, 1..4)) {
        let names = ["a", "b", "c"];
        let tabs: Vec<(&str, u64)> = names.iter().copied().zip(tabs).collect();
        let (kv, store) = device(&[("p1", "张某", &tabs), ("p2", "李某", &[("z", 3)])]);
        let fresh = MemoryKv::default();
        let restored = restore(&Store::new(fresh.clone()), &export_all(&store)).unwrap();
        prop_assert_eq!(fresh.snapshot(), kv.snapshot());
        prop_assert_eq!(restored.n_new_profiles, 2);
        prop_assert_eq!(restored.n_new_events as u64, tabs.iter().map(|(_, n)| n).sum::<u64>() + 3);
    }

    #[test]
    fn restoring_twice_changes_nothing_more_and_the_order_does_not_matter(a in 0..30_u64, b in 0..30_u64) {
        let (_, first) = device(&[("p1", "张某", &[("a", a)])]);
        let (_, second) = device(&[("p1", "张某", &[("b", b), ("a", a / 2)])]);
        let (one, two) = (export_all(&first), export_all(&second));
        let taken = |backups: &[&String]| {
            let kv = MemoryKv::default();
            for backup in backups {
                restore(&Store::new(kv.clone()), backup).unwrap();
            }
            kv.snapshot()
        };
        prop_assert_eq!(taken(&[&one, &two]), taken(&[&two, &one]));
        prop_assert_eq!(taken(&[&one, &two, &one, &two]), taken(&[&one, &two]));
    }

    #[test]
    fn a_damaged_file_changes_nothing(at in any::<prop::sample::Index>(), flip in 1..=255_u8, cut in any::<prop::sample::Index>()) {
        let (_, store) = device(&[("p1", "张某", &[("a", 5)])]);
        let backup = export_all(&store);
        let (kv, here) = device(&[("p9", "王某", &[("x", 2)])]);
        let before = kv.snapshot();
        let cut_off = &backup[..backup.floor_char_boundary(cut.index(backup.len()))];
        prop_assert!(restore(&here, cut_off).is_err());
        let mut bytes = backup.clone().into_bytes();
        let at = at.index(bytes.len());
        bytes[at] ^= flip;
        // A change that only moves blanks or the time of the backup is no damage to what it holds.
        if let Ok(text) = String::from_utf8(bytes)
            && restore(&here, &text).is_err()
        {
            prop_assert_eq!(kv.snapshot(), before);
        }
    }
}

#[test]
fn the_same_person_on_two_devices_becomes_one() {
    let (_, phone) = device(&[("p-phone", "张某", &[("a", 4)])]);
    let (_, office) = device(&[("p-office", "张某", &[("b", 3)]), ("p-other", "李某", &[("c", 1)])]);
    let restored = restore(&office, &export_all(&phone)).unwrap();
    assert_eq!((restored.n_new_profiles, restored.n_new_events), (0, 4));
    assert_eq!(restored.profiles, ["p-office".into()]);
    assert_eq!(logs(&office).iter().map(|log| log.n_events()).sum::<usize>(), 8);
}

#[test]
fn what_is_here_and_newer_stays() {
    let set = PracticeSet::parse("all/random").unwrap();
    let (_, old) = device(&[("p1", "张某", &[("a", 2)])]);
    let backup = export_all(&old);
    let id = "p1".into();
    let later = Place { question: "cc-0007".into(), end: false, at: Timestamp(100) };
    let session = SavedSession { questions: vec!["cc-0007".into()], seed: 6, since: 3 };
    old.save_place(&id, &set, &later).unwrap();
    old.save_session(&id, &set, &session).unwrap();
    restore(&old, &backup).unwrap();
    assert_eq!(old.place(&id, &set).unwrap(), Some(later));
    assert_eq!(old.session(&id, &set).unwrap(), Some(session));
}

#[test]
fn foreign_damaged_and_newer_files_are_told_apart() {
    let (kv, store) = device(&[("p1", "张某", &[("a", 2)])]);
    let before = kv.snapshot();
    let backup = export_all(&store);
    let newer = backup.replacen("\"version\":1", "\"version\":2", 1);
    let altered = backup.replacen("cc-0001", "cc-0009", 1);
    for (text, expected) in [
        ("", RestoreError::Foreign),
        ("单位,姓名\r\n", RestoreError::Foreign),
        ("{\"format\":\"other\",\"version\":1}", RestoreError::Foreign),
        (&backup[..backup.len() - 40], RestoreError::Damaged),
        (altered.as_str(), RestoreError::Damaged),
        (newer.as_str(), RestoreError::TooNew(2)),
    ] {
        assert_eq!(restore(&store, text).unwrap_err(), expected);
        assert_eq!(kv.snapshot(), before);
    }
    // Editors add a mark at the beginning and a line end; neither is damage.
    assert!(restore(&store, &format!("\u{feff}{backup}\r\n")).is_ok());
}

#[test]
fn without_room_for_all_of_it_nothing_is_restored() {
    let (_, store) = device(&[("p1", "张某", &[("a", 200)]), ("p2", "李某", &[("b", 200)])]);
    let backup = export_all(&store);
    let (kv, here) = device(&[("p9", "王某", &[("x", 2)])]);
    let before = kv.snapshot();
    for room in [100, 2_000, 10_000, 15_000] {
        kv.set_room(Some(kv.n_bytes() + room));
        assert_eq!(restore(&here, &backup).unwrap_err(), RestoreError::Store(KvError::Full));
        assert_eq!(kv.snapshot(), before, "room for {room} more bytes");
    }
    kv.set_room(None);
    assert_eq!(restore(&here, &backup).unwrap().n_new_events, 400);
    assert!(kv.keys().unwrap().len() > before.len());
}
