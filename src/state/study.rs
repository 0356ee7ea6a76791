//! Who studies on this device, what they did, and saving what they do.

use crate::platform;
use crate::storage;
use leptos::prelude::*;
use leptos::task::spawn_local;
use xuefa_core::event::{Event, Log, Stamped};
use xuefa_core::profile::{Profile, ProfileId, ProfileSettings};
use xuefa_core::progress::Progress;
use xuefa_core::time::{Day, Timestamp};
use xuefa_store::backup::{RestoreError, Restored};
use xuefa_store::{DeviceSettings, KvError, LogWriter, Problem, Store, backup, parse_chunk_key};

/// The open profile and everything about it.
#[derive(Clone, Copy)]
pub(crate) struct Study {
    store: StoredValue<Store, LocalStorage>,
    log: StoredValue<Log>,
    writer: StoredValue<Option<LogWriter>, LocalStorage>,
    /// Whether the browser keeps records at all.
    pub(crate) keeps_records: bool,
    /// Everyone on this device.
    pub(crate) profiles: RwSignal<Vec<Profile>>,
    /// Who studies now.
    pub(crate) current: RwSignal<Option<Profile>>,
    /// What they did.
    pub(crate) progress: RwSignal<Progress>,
    /// This device's settings.
    pub(crate) device: RwSignal<DeviceSettings>,
    /// Why the newest event could not be saved, if it could not.
    pub(crate) save_error: RwSignal<Option<KvError>>,
    /// When something was last saved.
    pub(crate) saved_at: RwSignal<Option<Timestamp>>,
    /// What a backup brought; told above the page, since restoring may change what the page shows.
    pub(crate) restored: RwSignal<Option<Restored>>,
    /// Records that could not be read since the page was opened.
    pub(crate) problems: RwSignal<Vec<Problem>>,
    /// The day it is; moves on at midnight and when the page comes back into view.
    pub(crate) today: RwSignal<Day>,
}

/// Called once, in `App`.
pub(crate) fn provide_study() {
    let (store, keeps_records) = storage::open();
    let study = Study {
        store: StoredValue::new_local(store),
        log: StoredValue::new(Log::default()),
        writer: StoredValue::new_local(None),
        keeps_records,
        profiles: RwSignal::new(Vec::new()),
        current: RwSignal::new(None),
        progress: RwSignal::new(Progress::default()),
        device: RwSignal::new(DeviceSettings::default()),
        save_error: RwSignal::new(None),
        saved_at: RwSignal::new(None),
        restored: RwSignal::new(None),
        problems: RwSignal::new(Vec::new()),
        today: RwSignal::new(this_day()),
    };
    study.load();
    provide_context(study);
    Effect::new(move |_| {
        let settings = study.device.get();
        platform::set_root_attribute("data-theme", crate::text::theme_slug(settings.theme));
        platform::set_root_attribute("data-type-size", crate::text::type_size_slug(settings.type_size));
    });
    let on_change = platform::on_storage_change(move |key| study.other_tab_changed(key.as_deref()));
    let on_announced = platform::on_announced_change(move |key| study.other_program_changed(&key));
    let on_visible = platform::on_visible(move || study.refresh_today());
    let every_minute = set_interval_with_handle(move || study.refresh_today(), std::time::Duration::from_secs(60)).ok();
    on_cleanup(move || {
        on_change.remove();
        on_announced.remove();
        on_visible.remove();
        every_minute.inspect(IntervalHandle::clear);
    });
}

/// The open profile. Panics outside `App`.
pub(crate) fn expect_study() -> Study {
    expect_context()
}

fn this_day() -> Day {
    platform::now().day(platform::utc_offset())
}

impl Study {
    /// The records.
    pub(crate) fn store(self) -> Store {
        self.store.get_value()
    }

    /// Adds up everything again from the records.
    pub(crate) fn load(self) {
        let store = self.store();
        let loaded = store.device().and_then(|device| Ok((store.profiles()?, device)));
        match loaded {
            Ok((profiles, device)) => {
                let current = device.current.as_ref().and_then(|id| profiles.iter().find(|profile| profile.id == *id)).cloned();
                self.profiles.set(profiles);
                self.device.set(device);
                self.open(current);
            }
            Err(error) => self.save_error.set(Some(error)),
        }
        self.collect_problems();
    }

    /// Makes a profile and switches to it.
    pub(crate) fn create_profile(self, name: String, unit: String) -> Result<(), KvError> {
        let profile = Profile { id: ProfileId(platform::tag()), name, unit, created: platform::now() };
        self.store().save_profile(&profile)?;
        self.profiles.update(|profiles| profiles.push(profile.clone()));
        self.switch(profile)?;
        spawn_local(async {
            platform::persist_storage().await;
        });
        Ok(())
    }

    /// Changes name and unit of a profile.
    pub(crate) fn rename_profile(self, profile: Profile) -> Result<(), KvError> {
        self.store().save_profile(&profile)?;
        self.profiles.update(|profiles| {
            if let Some(known) = profiles.iter_mut().find(|known| known.id == profile.id) {
                *known = profile.clone();
            }
        });
        if self.current.with_untracked(|current| current.as_ref().is_some_and(|current| current.id == profile.id)) {
            self.current.set(Some(profile));
        }
        Ok(())
    }

    /// Someone else studies now.
    pub(crate) fn switch(self, profile: Profile) -> Result<(), KvError> {
        let device = DeviceSettings { current: Some(profile.id.clone()), ..self.device.get_untracked() };
        self.set_device(device)?;
        self.open(Some(profile));
        Ok(())
    }

    /// Removes a profile and everything of it.
    pub(crate) fn delete_profile(self, id: &ProfileId) -> Result<(), KvError> {
        self.store().delete_profile(id)?;
        self.profiles.update(|profiles| profiles.retain(|profile| profile.id != *id));
        if self.current.with_untracked(|current| current.as_ref().is_some_and(|current| current.id == *id)) {
            self.set_device(DeviceSettings { current: None, ..self.device.get_untracked() })?;
            self.open(None);
        }
        Ok(())
    }

    /// Keeps this device's settings.
    pub(crate) fn set_device(self, settings: DeviceSettings) -> Result<(), KvError> {
        self.device.set(settings.clone());
        self.store().save_device(&settings)
    }

    /// Changes the person's settings.
    pub(crate) fn change_settings(self, change: impl FnOnce(&mut ProfileSettings)) {
        let mut settings = self.progress.with_untracked(|progress| progress.settings.clone());
        change(&mut settings);
        self.record(Event::SettingsChanged(settings));
    }

    /// Notes that something happened: shown at once, saved at once. Returns whether it was saved.
    pub(crate) fn record(self, event: Event) -> bool {
        let Some(mut writer) = self.writer.try_update_value(Option::take).flatten() else { return false };
        let stamped = Stamped(self.log.with_value(Log::next_number), platform::now(), event);
        let chunk = writer.chunk();
        self.log.update_value(|log| log.chunks.entry(chunk).or_default().push(stamped.clone()));
        let saved = writer.append(stamped.clone());
        self.writer.set_value(Some(writer));
        self.note_saved(saved.clone());
        self.progress.update(|progress| progress.apply(&stamped));
        saved.is_ok()
    }

    /// Tries again to save what could not be saved.
    pub(crate) fn retry_saving(self) {
        let result = self.writer.try_update_value(|writer| writer.as_mut().map(LogWriter::retry)).flatten();
        self.note_saved(result.unwrap_or(Ok(())));
    }

    /// Shows that something was saved, or why it was not. The warning stays as long as answers wait
    /// to be saved, even if something smaller found room.
    pub(crate) fn note_saved(self, result: Result<(), KvError>) {
        let waits = self.writer.with_value(|writer| writer.as_ref().is_some_and(|writer| writer.n_unsaved() > 0));
        match result {
            Ok(()) if waits => {}
            Ok(()) => {
                self.saved_at.set(Some(platform::now()));
                if self.save_error.with_untracked(Option::is_some) {
                    self.save_error.set(None);
                }
            }
            Err(error) => self.save_error.set(Some(error)),
        }
    }

    /// The number that the next event will have.
    pub(crate) fn next_number(self) -> u64 {
        self.log.with_value(Log::next_number)
    }

    /// A backup of everyone, or of one person.
    pub(crate) fn export(self, profiles: &[Profile]) -> Result<String, KvError> {
        backup::export(&self.store(), profiles, platform::now())
    }

    /// Notes that these people's records were handed over as a file.
    pub(crate) fn note_backed_up(self, profiles: &[Profile]) {
        for profile in profiles {
            // Missing this note only means that the reminder stays.
            let _ = self.store().save_backed_up(&profile.id, platform::now());
        }
    }

    /// Takes a backup in and shows what it brought.
    pub(crate) fn restore(self, text: &str) -> Result<(), RestoreError> {
        let restored = backup::restore(&self.store(), text)?;
        if self.current.with_untracked(Option::is_none)
            && let Some(id) = restored.profiles.first()
        {
            let device = DeviceSettings { current: Some(id.clone()), ..self.device.get_untracked() };
            self.store().save_device(&device)?;
        }
        self.load();
        self.restored.set(Some(restored));
        Ok(())
    }

    fn open(self, profile: Option<Profile>) {
        let store = self.store();
        let log = match &profile {
            Some(profile) => store.log(&profile.id),
            None => Ok(Log::default()),
        };
        match log {
            Ok(log) => {
                self.progress.set(Progress::of(&log, platform::utc_offset()));
                self.log.set_value(log);
                self.writer.set_value(profile.as_ref().map(|profile| LogWriter::new(store, profile.id.clone(), platform::tag())));
                self.current.set(profile);
            }
            Err(error) => self.save_error.set(Some(error)),
        }
        self.collect_problems();
    }

    /// Another tab wrote something: take it over.
    fn other_tab_changed(self, key: Option<&str>) {
        let Some(key) = key else { return self.load() };
        let store = self.store();
        let current = self.current.get_untracked();
        if let Some((profile, chunk)) = parse_chunk_key(key) {
            if current.is_some_and(|current| current.id == profile)
                && let Ok(Some(events)) = store.chunk(&profile, &chunk)
                && self.log.try_update_value(|log| log.merge_chunk(chunk, events)).unwrap_or(false)
            {
                self.progress.set(self.log.with_value(|log| Progress::of(log, platform::utc_offset())));
            }
        } else if key.starts_with("xuefa:profile:") {
            if let Ok(profiles) = store.profiles() {
                match current.map(|current| profiles.iter().find(|profile| profile.id == current.id).cloned()) {
                    Some(None) => self.open(None),
                    Some(changed) if changed != self.current.get_untracked() => self.current.set(changed),
                    _ => {}
                }
                self.profiles.set(profiles);
            }
        } else if key == "xuefa:device"
            && let Ok(device) = store.device()
        {
            self.device.set(device);
        }
    }

    /// The other program on this page wrote something. Unlike with another tab, the same person
    /// sits before both, so switching people there is switching them here.
    fn other_program_changed(self, key: &str) {
        self.other_tab_changed(Some(key));
        let wanted = self.device.with_untracked(|device| device.current.clone());
        if self.current.with_untracked(|current| current.as_ref().map(|profile| profile.id.clone())) != wanted {
            let profile =
                self.profiles.with_untracked(|profiles| profiles.iter().find(|profile| Some(&profile.id) == wanted.as_ref()).cloned());
            if profile.is_some() || wanted.is_none() {
                self.open(profile);
            }
        }
    }

    fn collect_problems(self) {
        let new = self.store().take_problems();
        if !new.is_empty() {
            self.problems.update(|problems| problems.extend(new));
        }
    }

    fn refresh_today(self) {
        let today = this_day();
        if self.today.get_untracked() != today {
            self.today.set(today);
        }
    }
}
