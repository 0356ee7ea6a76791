//! How much of something is done.

use leptos::prelude::*;

/// A bar with the numbers beside it.
#[component]
pub(crate) fn Meter(
    /// What is measured, for screen readers.
    #[prop(into)]
    label: String,
    /// How much is done.
    #[prop(into)]
    done: Signal<usize>,
    /// How much there is.
    #[prop(into)]
    all: Signal<usize>,
) -> impl IntoView {
    view! {
        <span class="meter">
            <progress aria-label=label max=move || all.get().max(1) value=move || done.get()></progress>
            <span class="figures">{move || format!("{}/{}", done.get(), all.get())}</span>
        </span>
    }
}
