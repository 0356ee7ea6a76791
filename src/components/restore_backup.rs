//! Taking a backup file back in.

use crate::components::live;
use crate::platform;
use crate::state::expect_study;
use crate::text;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;

/// A file field that merges the chosen backup into this device's records.
#[component]
pub(crate) fn RestoreBackup() -> impl IntoView {
    let study = expect_study();
    let failure = RwSignal::new(None::<String>);
    let on_change = move |event: leptos::ev::Event| {
        let Some(input) = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok()) else { return };
        let Some(file) = input.files().and_then(|files| files.get(0)) else { return };
        spawn_local(async move {
            let result = match platform::pick_text_file(file).await {
                Ok(text) => study.restore(&text).map_err(|error| text::restore_error(&error)),
                Err(_) => Err("文件没有读出来，没有做任何改动。请重新选择。".to_owned()),
            };
            // The same file may be chosen again.
            input.set_value("");
            // Restoring may have put another page in place of this one.
            let _ = failure.try_set(result.err());
        });
    };
    view! {
        <label class="field">
            <span>"从备份文件恢复"</span>
            <input type="file" accept=".json,application/json" data-testid="backup-import" on:change=on_change />
        </label>
        {live(move || {
            failure.get().map(|message| view! { <p class="notice error" role="alert" data-testid="backup-outcome">{message}</p> }).into_any()
        })}
    }
}
