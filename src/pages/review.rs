//! The wrong book, what is due and what is marked.

use crate::components::loading::{LoadFailed, Loading};
use crate::components::reviewed_question::ReviewedQuestion;
use crate::components::save_file::{SaveFile, TextFile};
use crate::platform;
use crate::route::Route;
use crate::state::{Fetched, expect_library, expect_study};
use crate::text;
use leptos::prelude::*;
use xuefa_core::bank::{BankId, QuestionId};
use xuefa_core::event::Event;
use xuefa_core::mode::Mode;
use xuefa_core::progress::QuestionStats;
use xuefa_core::table::{file_name, to_csv};

/// Entries drawn at once.
const PAGE_LEN: usize = 30;

/// The page.
#[component]
pub(crate) fn ReviewPage() -> impl IntoView {
    let study = expect_study();
    let library = expect_library();
    let filter = RwSignal::new(String::new());
    let shown = RwSignal::new(PAGE_LEN);
    let entries = Memo::new(move |_| {
        let bank = filter.get();
        study.progress.with(|progress| {
            let wrong = progress.wrong_book().into_iter();
            wrong
                .filter(|(id, _)| bank.is_empty() || library.index().bank_of(id).is_some_and(|entry| entry.id.0 == bank))
                .map(|(id, stats)| (id.clone(), stats.clone()))
                .collect::<Vec<_>>()
        })
    });
    let n_due = move || study.progress.with(|progress| progress.n_due(study.today.get()));
    let n_favourite = move || study.progress.with(|progress| progress.questions.values().filter(|stats| stats.favourite).count());
    let mastered_after = move || study.progress.with(|progress| progress.settings.mastered_after);
    let banks = move || if filter.with(String::is_empty) { Vec::new() } else { vec![BankId(filter.get())] };
    view! {
        <h1 id="page-title" tabindex="-1">"错题本"</h1>
        <p>{move || format!("练习和考试中做错的题自动进入；连续答对{}次后自动移出，再做错会重新进入。", mastered_after())}" "<a class="no-print" href=Route::Settings.href()>"修改次数"</a></p>
        <ul class="tiles no-print">
            <li><a class="tile strong" data-testid="mode-wrong" href=move || Route::practice(&banks(), Mode::Wrong).href()><span class="tile-title">"练错题"</span><span class="tile-note figures">{move || format!("{}题", entries.with(Vec::len))}</span></a></li>
            <li><a class="tile" data-testid="mode-review" href=Route::practice(&[], Mode::Review).href()><span class="tile-title">"到期复习"</span><span class="tile-note figures">{move || format!("{}题", n_due())}</span></a></li>
            <li><a class="tile" data-testid="mode-favourite" href=Route::practice(&[], Mode::Favourite).href()><span class="tile-title">"收藏"</span><span class="tile-note figures">{move || format!("{}题", n_favourite())}</span></a></li>
        </ul>
        <div class="inline no-print">
            <label class="field narrow">
                <span>"题库"</span>
                <select prop:value=move || filter.get() on:change:target=move |event| { filter.set(event.target().value()); shown.set(PAGE_LEN); }>
                    <option value="">"全部"</option>
                    {library.index().banks.iter().map(|bank| view! { <option value=bank.id.0.clone()>{bank.title.clone()}</option> }).collect_view()}
                </select>
            </label>
        </div>
        {move || {
            let all = entries.get();
            if all.is_empty() {
                return view! { <p data-testid="empty-set">"没有待掌握的错题。"</p> }.into_any();
            }
            match library.questions(&banks_of(library, &all)) {
                Fetched::Loading => view! { <Loading /> }.into_any(),
                Fetched::Failed => view! { <LoadFailed /> }.into_any(),
                Fetched::Ready(_) => view! { <Entries all shown /> }.into_any(),
            }
        }}
    }
}

/// The banks that these questions are from.
fn banks_of(library: crate::state::Library, entries: &[(QuestionId, QuestionStats)]) -> Vec<BankId> {
    let mut banks: Vec<BankId> = entries.iter().filter_map(|(id, _)| library.index().bank_of(id)).map(|bank| bank.id.clone()).collect();
    banks.sort();
    banks.dedup();
    banks
}

#[component]
fn Entries(all: Vec<(QuestionId, QuestionStats)>, shown: RwSignal<usize>) -> impl IntoView {
    let study = expect_study();
    let library = expect_library();
    let n_all = all.len();
    let all = StoredValue::new(all);
    let export = move |()| {
        let unit_and_name = study.current.get_untracked().map(|profile| format!("{}_{}", profile.unit, profile.name)).unwrap_or_default();
        let day = platform::now().day(platform::utc_offset()).to_iso();
        let mut rows =
            vec![["题号", "题型", "题干", "选项", "正确答案", "解析", "法条依据", "做错次数", "最近做错"].map(str::to_owned).to_vec()];
        all.with_value(|all| {
            for (id, stats) in all {
                if let Fetched::Ready(asked) = untrack(|| library.question(id)) {
                    let question = &asked.question;
                    let options: Vec<String> = question
                        .options
                        .iter()
                        .enumerate()
                        .map(|(index, option)| format!("{}. {option}", xuefa_core::choices::letter(index)))
                        .collect();
                    let basis: Vec<String> = question.basis.iter().map(|basis| library.cite(basis).0).collect();
                    rows.push(vec![
                        question.id.0.clone(),
                        text::kind(question.kind).to_owned(),
                        question.stem.clone(),
                        options.join("\n"),
                        question.key.letters(),
                        question.explanation.clone(),
                        basis.join("、"),
                        stats.n_wrong.to_string(),
                        stats.last_wrong_at.map(text::moment).unwrap_or_default(),
                    ]);
                }
            }
        });
        Some(TextFile { name: file_name(&[&unit_and_name, "错题本", &day], "csv"), mime: "text/csv;charset=utf-8", text: to_csv(&rows) })
    };
    view! {
        <div class="actions no-print">
            <SaveFile label="导出表格" testid="wrong-book-export" make=export />
            <button type="button" on:click=move |_| { shown.set(n_all); request_animation_frame(platform::print); }>"打印"</button>
        </div>
        <ul class="reviewed-list">
            {move || {
                all.with_value(|all| {
                    all.iter()
                        .take(shown.get())
                        .filter_map(|(id, stats)| {
                            let Fetched::Ready(asked) = untrack(|| library.question(id)) else { return None };
                            let order = xuefa_core::paper::option_order(&asked.question, None);
                            let id = id.clone();
                            let facts = format!("做错{}次，最近{}；已连续答对{}次", stats.n_wrong, stats.last_wrong_at.map(text::moment).unwrap_or_default(), stats.streak);
                            let chosen = (!stats.last_right).then_some(stats.last_chosen);
                            Some(view! {
                                <li>
                                    <details class="entry">
                                        <summary><span>{asked.question.stem.clone()}</span><span class="muted">{facts}</span></summary>
                                        <ReviewedQuestion asked=asked.clone() order chosen />
                                    </details>
                                    <button type="button" class="quiet no-print" on:click=move |_| { study.record(Event::Dismissed { question: id.clone() }); }>"移出"</button>
                                </li>
                            })
                        })
                        .collect_view()
                })
            }}
        </ul>
        {move || (shown.get() < n_all).then(|| view! { <button type="button" on:click=move |_| shown.update(|shown| *shown += PAGE_LEN)>{format!("显示更多（共{n_all}题）")}</button> })}
    }
}
