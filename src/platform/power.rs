//! Asking the browser to keep our records and, during an exam, the screen on.

use js_sys::{Function, Promise, Reflect};
use leptos::prelude::window;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// Asks the browser not to evict our records. Returns whether it promised.
pub(crate) async fn persist_storage() -> bool {
    storage_promise("persist").await
}

/// Whether the browser may evict our records.
pub(crate) async fn may_evict() -> bool {
    !storage_promise("persisted").await
}

/// Calls a method of `navigator.storage`, which old browsers lack.
async fn storage_promise(method: &str) -> bool {
    let call = || -> Option<Promise> {
        let storage = Reflect::get(&window().navigator(), &"storage".into()).ok()?;
        let method: Function = Reflect::get(&storage, &method.into()).ok()?.dyn_into().ok()?;
        method.call0(&storage).ok()?.dyn_into().ok()
    };
    match call() {
        Some(promise) => JsFuture::from(promise).await.is_ok_and(|answer| answer.is_truthy()),
        None => false,
    }
}

/// Keeps the screen on until it is dropped, where the browser can.
pub(crate) struct WakeLock(JsValue);

impl WakeLock {
    /// Asks for the screen to stay on; `None` where the browser cannot or will not.
    pub(crate) async fn request() -> Option<Self> {
        let lock = Reflect::get(&window().navigator(), &"wakeLock".into()).ok()?;
        let request: Function = Reflect::get(&lock, &"request".into()).ok()?.dyn_into().ok()?;
        let promise: Promise = request.call1(&lock, &"screen".into()).ok()?.dyn_into().ok()?;
        JsFuture::from(promise).await.ok().map(Self)
    }
}

impl Drop for WakeLock {
    fn drop(&mut self) {
        if let Ok(release) = Reflect::get(&self.0, &"release".into())
            && let Ok(release) = release.dyn_into::<Function>()
        {
            // Releasing twice, or after the browser did it by itself, changes nothing.
            let _ = release.call0(&self.0);
        }
    }
}
