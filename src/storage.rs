//! The browser's local storage as the place where records are kept.

use gloo_storage::{LocalStorage, Storage};
use xuefa_store::{Kv, KvError, MemoryKv, Store};

/// The browser's local storage.
struct BrowserKv;

/// Opens the records of this browser. Where it refuses storage, records last as long as the page,
/// and the second value says so.
pub(crate) fn open() -> (Store, bool) {
    // Some browsers have the object but refuse every write (private windows, blocked cookies).
    let probe = "xuefa:probe";
    let works = is_present() && BrowserKv.keys().is_ok() && (BrowserKv.set(probe, "1") != Err(KvError::Unavailable(String::new())));
    let works = works && BrowserKv.remove(probe).is_ok();
    if works { (Store::new(BrowserKv), true) } else { (Store::new(MemoryKv::default()), false) }
}

/// Whether there is local storage at all.
fn is_present() -> bool {
    web_sys::window().is_some_and(|window| window.local_storage().is_ok_and(|storage| storage.is_some()))
}

impl Kv for BrowserKv {
    fn get(&self, key: &str) -> Result<Option<String>, KvError> {
        LocalStorage::raw().get_item(key).map_err(|_| unavailable())
    }

    fn set(&self, key: &str, value: &str) -> Result<(), KvError> {
        LocalStorage::raw().set_item(key, value).map_err(|error| {
            let name = js_sys::Reflect::get(&error, &"name".into()).ok().and_then(|name| name.as_string()).unwrap_or_default();
            if name.contains("QuotaExceeded") || name.contains("QUOTA_REACHED") { KvError::Full } else { unavailable() }
        })
    }

    fn remove(&self, key: &str) -> Result<(), KvError> {
        LocalStorage::raw().remove_item(key).map_err(|_| unavailable())
    }

    fn keys(&self) -> Result<Vec<String>, KvError> {
        let storage = LocalStorage::raw();
        let n_keys = storage.length().map_err(|_| unavailable())?;
        Ok((0..n_keys).filter_map(|key_idx| storage.key(key_idx).ok().flatten()).collect())
    }
}

fn unavailable() -> KvError {
    KvError::Unavailable(String::new())
}
