//! The page itself: its address, its focus, its keys, and news from other tabs.

use leptos::prelude::{document, window, window_event_listener};
use leptos::{ev, leptos_dom::helpers::WindowListenerHandle};
use wasm_bindgen::JsCast;
use web_sys::{HtmlDialogElement, HtmlElement};

/// The part of the address after `#`.
pub(crate) fn read_hash() -> String {
    let hash = window().location().hash().unwrap_or_default();
    let hash = hash.trim_start_matches('#');
    js_sys::decode_uri(hash).map_or_else(|_| hash.to_owned(), String::from)
}

/// Goes to another part of the app.
pub(crate) fn set_hash(hash: &str) {
    // Setting a hash cannot fail on a page that is displayed.
    let _ = window().location().set_hash(hash);
}

/// Calls back whenever the part after `#` changes.
pub(crate) fn on_hash_change(call: impl Fn() + 'static) -> WindowListenerHandle {
    window_event_listener(ev::hashchange, move |_| call())
}

/// Calls back with the key of a record that another tab changed; `None` when all were removed.
pub(crate) fn on_storage_change(call: impl Fn(Option<String>) + 'static) -> WindowListenerHandle {
    window_event_listener(ev::storage, move |event| call(event.key()))
}

/// Calls back for keys pressed while nobody types, no dialog is open and no modifier is held.
/// The callback says whether it used the key.
pub(crate) fn on_key(call: impl Fn(&str) -> bool + 'static) -> WindowListenerHandle {
    window_event_listener(ev::keydown, move |event| {
        let busy =
            event.ctrl_key() || event.alt_key() || event.meta_key() || event.is_composing() || event.default_prevented() || event.repeat();
        if busy || is_typing() || document().query_selector("dialog[open]").ok().flatten().is_some() {
            return;
        }
        let key = event.key();
        // On a button or link these keys already mean something.
        let on_control = document().active_element().is_some_and(|element| element.matches("button, a[href], summary").unwrap_or(false));
        if on_control && (key == "Enter" || key == " ") {
            return;
        }
        if call(&key) {
            event.prevent_default();
        }
    })
}

/// Whether the focus is where text is typed or chosen.
pub(crate) fn is_typing() -> bool {
    document().active_element().is_some_and(|element| element.matches("input, textarea, select, [contenteditable]").unwrap_or(false))
}

/// Calls back when the page comes back into view.
pub(crate) fn on_visible(call: impl Fn() + 'static) -> WindowListenerHandle {
    window_event_listener(ev::visibilitychange, move |_| {
        if document().visibility_state() == web_sys::VisibilityState::Visible {
            call();
        }
    })
}

/// Puts the focus on an element once it is drawn.
pub(crate) fn focus_by_id(id: &'static str) {
    leptos::prelude::request_animation_frame(move || {
        if let Some(element) = document().get_element_by_id(id).and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
            // An element that cannot take focus leaves it where it was.
            let _ = element.focus();
        }
    });
}

/// Shows the top of the page.
pub(crate) fn scroll_to_top() {
    window().scroll_to_with_x_and_y(0.0, 0.0);
}

/// The title in the browser's tab.
pub(crate) fn set_title(title: &str) {
    document().set_title(title);
}

/// Sets an attribute of the root element, for styles.
pub(crate) fn set_root_attribute(name: &str, value: &str) {
    if let Some(root) = document().document_element() {
        // The names are ours and valid.
        let _ = root.set_attribute(name, value);
    }
}

/// Opens the print dialog.
pub(crate) fn print() {
    // Refused only where printing does not exist.
    let _ = window().print();
}

/// Opens or closes a `dialog` element.
pub(crate) fn show_dialog(dialog: &HtmlDialogElement, open: bool) {
    if open && !dialog.open() {
        // Fails only for a dialog outside the page.
        let _ = dialog.show_modal();
    } else if !open && dialog.open() {
        dialog.close();
    }
}
