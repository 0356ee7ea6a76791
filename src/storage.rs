//! The browser's local storage as the place where records are kept.

use crate::platform;
use gloo_storage::{LocalStorage, Storage};
use js_sys::{Map, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use xuefa_store::{Kv, KvError, Store};

/// The browser's local storage.
struct BrowserKv;

/// Opens the records of this browser. Where it refuses storage, records last as long as the page,
/// and the second value says so.
pub(crate) fn open() -> (Store, bool) {
    // Some browsers have the object but refuse every write (private windows, blocked cookies).
    let probe = "xuefa:probe";
    let works = is_present() && BrowserKv.keys().is_ok() && (BrowserKv.set(probe, "1") != Err(KvError::Unavailable(String::new())));
    let works = works && BrowserKv.remove(probe).is_ok();
    if works { (Store::new(BrowserKv), true) } else { (Store::new(PageKv::open()), false) }
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
        })?;
        platform::announce_change(key);
        Ok(())
    }

    fn remove(&self, key: &str) -> Result<(), KvError> {
        LocalStorage::raw().remove_item(key).map_err(|_| unavailable())?;
        platform::announce_change(key);
        Ok(())
    }

    fn keys(&self) -> Result<Vec<String>, KvError> {
        let storage = LocalStorage::raw();
        let n_keys = storage.length().map_err(|_| unavailable())?;
        Ok((0..n_keys).filter_map(|key_idx| storage.key(key_idx).ok().flatten()).collect())
    }
}

/// Records that last as long as the page, shared by the programs on it.
struct PageKv(Map);

impl PageKv {
    fn open() -> Self {
        let name = JsValue::from_str("xuefaRecords");
        let global = js_sys::global();
        if let Some(map) = Reflect::get(&global, &name).ok().and_then(|map| map.dyn_into::<Map>().ok()) {
            return Self(map);
        }
        let map = Map::new();
        // The global object takes any property.
        let _ = Reflect::set(&global, &name, &map);
        Self(map)
    }
}

impl Kv for PageKv {
    fn get(&self, key: &str) -> Result<Option<String>, KvError> {
        Ok(self.0.get(&key.into()).as_string())
    }

    fn set(&self, key: &str, value: &str) -> Result<(), KvError> {
        self.0.set(&key.into(), &value.into());
        platform::announce_change(key);
        Ok(())
    }

    fn remove(&self, key: &str) -> Result<(), KvError> {
        self.0.delete(&key.into());
        platform::announce_change(key);
        Ok(())
    }

    fn keys(&self) -> Result<Vec<String>, KvError> {
        Ok(self.0.keys().into_iter().filter_map(|key| key.ok()?.as_string()).collect())
    }
}

fn unavailable() -> KvError {
    KvError::Unavailable(String::new())
}

#[cfg(all(test, target_arch = "wasm32"))]
mod tests {
    use super::*;
    use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

    wasm_bindgen_test_configure!(run_in_browser);

    #[wasm_bindgen_test]
    fn the_browsers_store_keeps_text_by_key() {
        let kv = BrowserKv;
        assert_eq!(kv.get("xuefa:test"), Ok(None));
        kv.set("xuefa:test", "宪法 \u{1f4d6}").unwrap();
        assert_eq!(kv.get("xuefa:test").unwrap().as_deref(), Some("宪法 \u{1f4d6}"));
        assert!(kv.keys().unwrap().contains(&"xuefa:test".to_owned()));
        kv.remove("xuefa:test").unwrap();
        assert_eq!(kv.get("xuefa:test"), Ok(None));
    }

    #[wasm_bindgen_test]
    fn a_full_store_says_so_and_keeps_what_it_had() {
        let kv = BrowserKv;
        kv.set("xuefa:test", "before").unwrap();
        let much = "法".repeat(6_000_000);
        assert_eq!(kv.set("xuefa:test", &much), Err(KvError::Full));
        assert_eq!(kv.get("xuefa:test").unwrap().as_deref(), Some("before"));
        kv.remove("xuefa:test").unwrap();
    }

    #[wasm_bindgen_test]
    fn without_a_store_the_programs_of_a_page_share_one() {
        let (study, desk) = (PageKv::open(), PageKv::open());
        study.set("xuefa:test", "x").unwrap();
        assert_eq!(desk.get("xuefa:test").unwrap().as_deref(), Some("x"));
        desk.remove("xuefa:test").unwrap();
        assert!(!study.keys().unwrap().contains(&"xuefa:test".to_owned()));
    }

    #[wasm_bindgen_test]
    fn this_browser_keeps_records() {
        let (_, works) = open();
        assert!(works);
        assert!(!BrowserKv.keys().unwrap().iter().any(|key| key.contains("probe")), "nothing is left behind");
    }
}
