//! Ticking the banks that something is drawn from.

use crate::state::expect_library;
use leptos::prelude::*;
use xuefa_core::bank::BankId;

/// Check boxes for all banks. None ticked means all.
#[component]
pub(crate) fn BankPicker(
    /// The heading of the group.
    legend: &'static str,
    /// The banks ticked.
    banks: RwSignal<Vec<BankId>>,
) -> impl IntoView {
    let library = expect_library();
    let boxes = library
        .index()
        .banks
        .iter()
        .map(|bank| {
            let is_ticked = move || banks.with(|banks| banks.contains(&bank.id));
            let toggle = move |_| {
                banks.update(|banks| match banks.iter().position(|id| *id == bank.id) {
                    Some(at) => {
                        banks.remove(at);
                    }
                    None => banks.push(bank.id.clone()),
                });
            };
            view! {
                <label class="check">
                    <input type="checkbox" prop:checked=is_ticked on:change=toggle />
                    <span>{bank.title.clone()}</span>
                    <span class="muted figures">{format!("{}题", bank.n_questions())}</span>
                </label>
            }
        })
        .collect_view();
    view! {
        <fieldset>
            <legend>{legend}</legend>
            <p class="muted">"不勾选表示全部题库"</p>
            <div class="checks">{boxes}</div>
        </fieldset>
    }
}
