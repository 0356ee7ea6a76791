//! The options of one question. Knows nothing of grading, storage or routes.

use crate::components::icon::Icon;
use leptos::prelude::*;
use xuefa_core::bank::Question;
use xuefa_core::choices::{Choices, letter};

/// Buttons for the options, lettered in the order shown.
#[component]
pub(crate) fn OptionList(
    /// The question.
    question: Question,
    /// Option indices in the order shown.
    order: Vec<u8>,
    /// What is chosen.
    #[prop(into)]
    chosen: Signal<Choices>,
    /// Whether right and wrong are shown; then nothing can be chosen any more.
    #[prop(into)]
    revealed: Signal<bool>,
    /// Receives the index of a pressed option.
    #[prop(into)]
    on_choose: Callback<usize>,
) -> impl IntoView {
    let key = question.key;
    let options = order
        .into_iter()
        .enumerate()
        .map(|(position, index)| {
            let index = usize::from(index);
            let shown = letter(position).to_string();
            let is_key = key.contains(index);
            let is_chosen = move || chosen.get().contains(index);
            let class = move || match (revealed.get(), is_key, is_chosen()) {
                (true, true, _) => "option right",
                (true, false, true) => "option wrong",
                (false, _, true) => "option chosen",
                _ => "option",
            };
            // Right and wrong in words and by icon, not by colour alone.
            let verdict = move || match (revealed.get(), is_key, is_chosen()) {
                (true, true, true) => Some(("right", "正确答案，已选")),
                (true, true, false) => Some(("right", "正确答案")),
                (true, false, true) => Some(("wrong", "选错")),
                _ => None,
            };
            view! {
                <li>
                    <button
                        type="button"
                        class=class
                        data-testid="option"
                        data-letter=shown.clone()
                        data-option=index.to_string()
                        aria-pressed=move || is_chosen().to_string()
                        aria-disabled=move || revealed.get().then_some("true")
                        on:click=move |_| {
                            if !revealed.get_untracked() {
                                on_choose.run(index);
                            }
                        }
                    >
                        <span class="letter">{shown.clone()}</span>
                        <span class="option-text">{question.options.get(index).cloned().unwrap_or_default()}</span>
                        {move || verdict().map(|(icon, words)| view! { <span class="verdict"><Icon name=icon />{words}</span> })}
                    </button>
                </li>
            }
        })
        .collect_view();
    view! { <ul class="options">{options}</ul> }
}
