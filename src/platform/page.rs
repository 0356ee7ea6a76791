//! The page itself: its address, its focus, its keys, and news from other tabs.

use leptos::prelude::{document, window, window_event_listener};
use leptos::{ev, leptos_dom::helpers::WindowListenerHandle};
use std::cell::Cell;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CustomEvent, CustomEventInit, HtmlDialogElement, HtmlElement};

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

/// Tells the other program on this page that a record changed, as browsers tell other tabs.
pub(crate) fn announce_change(key: &str) {
    let has_desk = document().document_element().is_some_and(|root| root.has_attribute("data-desk"));
    if !has_desk {
        return;
    }
    let init = CustomEventInit::new();
    init.set_detail(&key.into());
    if let Ok(event) = CustomEvent::new_with_event_init_dict(CHANGE_EVENT, &init) {
        // Nobody cancels this event.
        ANNOUNCING.set(true);
        let _ = window().dispatch_event(&event);
        ANNOUNCING.set(false);
    }
}

/// Calls back with the key of a record that the other program on this page changed.
pub(crate) fn on_announced_change(call: impl Fn(String) + 'static) -> WindowListenerHandle {
    window_event_listener(ev::Custom::<CustomEvent>::new(CHANGE_EVENT), move |event| {
        if !ANNOUNCING.get()
            && let Some(key) = event.detail().as_string()
        {
            call(key);
        }
    })
}

const CHANGE_EVENT: &str = "xuefa-change";

thread_local! {
    /// Whether the event under way is one's own.
    static ANNOUNCING: Cell<bool> = const { Cell::new(false) };
}

/// Loads the desk, unless it is there or on its way. Calls back if it cannot be loaded.
pub(crate) fn load_desk(on_error: impl Fn() + 'static) {
    if document().get_element_by_id("desk-script").is_some() {
        return;
    }
    let load = || -> Result<(), JsValue> {
        let meta = document().query_selector("meta[name='xuefa-desk']")?.ok_or(JsValue::NULL)?;
        let script = document().create_element("script")?;
        script.set_id("desk-script");
        script.set_attribute("type", "module")?;
        script.set_attribute("src", &meta.get_attribute("content").unwrap_or_default())?;
        let failed_script = script.clone();
        let failed = Closure::once_into_js(move || {
            // So that it can be tried again.
            failed_script.remove();
            on_error();
        });
        script.add_event_listener_with_callback("error", failed.unchecked_ref())?;
        document().head().ok_or(JsValue::NULL)?.append_child(&script)?;
        Ok(())
    };
    if let Err(error) = load() {
        leptos::logging::error!("{}", error.as_string().unwrap_or_default());
    }
}

/// Takes an element off the page.
pub(crate) fn remove_by_id(id: &str) {
    if let Some(element) = document().get_element_by_id(id) {
        element.remove();
    }
}

/// Moves an element behind everything else on the page.
pub(crate) fn move_to_end(id: &str) {
    if let (Some(element), Some(body)) = (document().get_element_by_id(id), document().body()) {
        // Fails only for an element that holds the body itself.
        let _ = body.append_child(&element);
    }
}

/// Even when the page breaks, what was answered is saved: says so and offers a way on.
pub(crate) fn show_crashes() {
    std::panic::set_hook(Box::new(|info| {
        leptos::logging::error!("{info}");
        if let Some(notice) = document().get_element_by_id("crashed") {
            // Fails only for an invalid attribute name.
            let _ = notice.remove_attribute("hidden");
        }
    }));
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

/// Scrolls just as far as is needed to see an element once it is drawn.
pub(crate) fn reveal_by_id(id: &'static str) {
    leptos::prelude::request_animation_frame(move || {
        if let Some(element) = document().get_element_by_id(id) {
            let options = web_sys::ScrollIntoViewOptions::new();
            options.set_block(web_sys::ScrollLogicalPosition::Nearest);
            element.scroll_into_view_with_scroll_into_view_options(&options);
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
    // Paper cannot be unfolded.
    let mut opened = Vec::new();
    while let Some(folded) = document().query_selector("main details:not([open])").ok().flatten() {
        // Fails only for an invalid attribute name; then there would be no end.
        if folded.set_attribute("open", "").is_err() {
            break;
        }
        opened.push(folded);
    }
    // Refused only where printing does not exist.
    let _ = window().print();
    for details in opened {
        let _ = details.remove_attribute("open");
    }
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
