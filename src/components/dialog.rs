//! A native dialog, opened and closed by a signal.

use crate::components::live;
use crate::platform;
use leptos::html;
use leptos::prelude::*;

/// A dialog with a heading. Escape closes it; focus stays inside and returns afterwards, as the browser does it.
#[component]
pub(crate) fn Dialog(
    /// Whether it is open.
    open: RwSignal<bool>,
    /// Its heading.
    #[prop(into)]
    title: Signal<String>,
    /// Drawn each time it opens.
    children: ChildrenFn,
) -> impl IntoView {
    let element = NodeRef::<html::Dialog>::new();
    Effect::new(move |_| {
        let open = open.get();
        if let Some(dialog) = element.get() {
            platform::show_dialog(&dialog, open);
        }
    });
    view! {
        <dialog node_ref=element on:close=move |_| open.set(false) aria-label=title>
            <div class="dialog-head">
                <h2>{title}</h2>
                <button type="button" class="quiet" on:click=move |_| open.set(false)>"关闭"</button>
            </div>
            {live(move || open.get().then(|| children()).into_any())}
        </dialog>
    }
}

/// Asks before something that cannot be undone.
#[component]
pub(crate) fn Confirm(
    /// Whether it is open.
    open: RwSignal<bool>,
    /// What is asked.
    #[prop(into)]
    title: Signal<String>,
    /// What will happen.
    #[prop(into)]
    message: Signal<String>,
    /// The word on the button that does it.
    action: &'static str,
    /// A test hook for that button.
    #[prop(optional)]
    testid: &'static str,
    /// Does it.
    #[prop(into)]
    on_confirm: Callback<()>,
) -> impl IntoView {
    view! {
        <Dialog open title>
            <p>{message}</p>
            <div class="actions">
                <button type="button" on:click=move |_| open.set(false)>"取消"</button>
                <button
                    type="button"
                    class="primary"
                    data-testid=testid
                    on:click=move |_| {
                        open.set(false);
                        on_confirm.run(());
                    }
                >
                    {action}
                </button>
            </div>
        </Dialog>
    }
}
