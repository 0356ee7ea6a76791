//! What came of an exam: score, by law and kind, every question explained, and trying again.

use crate::components::reviewed_question::ReviewedQuestion;
use crate::pages::not_found::NotFoundPage;
use crate::route::Route;
use crate::state::{Asked, BeginExamError, begin_paper, expect_library, expect_study};
use crate::text;
use leptos::prelude::*;
use std::sync::Arc;
use xuefa_core::bank::Case;
use xuefa_core::exam::ExamId;
use xuefa_core::exam::{ExamResult, Sitting, Tally};

/// The result of one sitting.
#[component]
pub(crate) fn ExamResultPage(
    /// Which sitting.
    exam: ExamId,
) -> impl IntoView {
    let study = expect_study();
    let Some(result) = study.progress.with_untracked(|progress| progress.exams.get(&exam).and_then(|record| record.result.clone())) else {
        return view! { <NotFoundPage /> }.into_any();
    };
    let profile = study.current.get_untracked().map(|profile| profile.id).unwrap_or_default();
    let sitting = study.store().sitting(&profile, &exam).ok().flatten();
    let error = RwSignal::new(None::<String>);
    let paper = StoredValue::new(sitting.as_ref().map(|sitting| sitting.paper.clone()));
    let retake = move |_| {
        let Some(paper) = paper.get_value() else { return };
        match begin_paper(study, paper) {
            Ok(exam) => Route::ExamRun(exam).go(),
            Err(BeginExamError::Store(reason)) => error.set(Some(text::save_error(&reason).to_owned())),
            Err(BeginExamError::Assemble(reason)) => error.set(Some(text::assemble_error(&reason))),
        }
    };
    let n_right = result.items.iter().filter(|item| item.right).count();
    let n_blank = result.items.iter().filter(|item| item.chosen.is_empty()).count();
    let new_paper = sitting.as_ref().map_or_else(|| Route::Exams, |sitting| Route::ExamSetup(sitting.paper.blueprint.id.clone()));
    let rule = sitting.as_ref().map(|sitting| text::partial_rule(sitting.paper.blueprint.partial));
    view! {
        <h1 id="page-title" tabindex="-1">"考试成绩"</h1>
        <section class=if result.passed { "score-card passed" } else { "score-card" }>
            <p>{result.title.clone()}</p>
            <p class="big figures"><span data-testid="exam-score">{result.score.display()}</span><span class="of">{format!("/ {}分", result.total.display())}</span></p>
            <p class="band" data-testid="exam-band">{result.band.clone()}{if result.passed { "，通过" } else { "，未通过" }}</p>
            <p class="muted">
                {format!("{}交卷，用时{}；答对{n_right}题，答错{}题，未答{n_blank}题", text::moment(result.submitted), text::duration(result.submitted.secs_since(result.begun)), result.items.len() - n_right - n_blank)}
            </p>
            {rule.map(|rule| view! { <p class="muted">{format!("计分规则：多选题{rule}。")}</p> })}
            <p class="form-error" role="alert">{move || error.get()}</p>
            <div class="actions no-print">
                {sitting.is_some().then(|| view! { <button type="button" on:click=retake>"重做这份试卷"</button> })}
                <a class="button" href=new_paper.href()>"换一份新卷"</a>
                {result.passed.then(|| view! { <a class="button" href=Route::Certificate(exam.clone()).href()>"打印合格证明"</a> })}
                {(n_right < result.items.len()).then(|| view! { <a class="button primary" href=Route::Review.href()>"练错题"</a> })}
            </div>
        </section>
        <Tallies result=result.clone() />
        <h2>"逐题讲解"</h2>
        {match sitting {
            Some(sitting) => view! { <Items result sitting /> }.into_any(),
            None => view! { <p>"这份试卷已从设备上清理，只保留成绩。"</p> }.into_any(),
        }}
    }
    .into_any()
}

#[component]
fn Tallies(result: ExamResult) -> impl IntoView {
    let library = expect_library();
    let by_law: Vec<(String, Tally)> = result
        .tally_by(|item| item.law.clone())
        .into_iter()
        .map(|(law, tally)| (library.index().law(&law).map_or_else(|| law.0.clone(), |law| law.short.clone()), tally))
        .collect();
    let by_kind: Vec<(String, Tally)> =
        result.tally_by(|item| item.kind).into_iter().map(|(kind, tally)| (text::kind(kind).to_owned(), tally)).collect();
    let table = |title: &'static str, rows: Vec<(String, Tally)>| {
        let rows = rows
            .into_iter()
            .map(|(name, tally)| {
                view! {
                    <tr>
                        <th scope="row">{name}</th>
                        <td class="figures">{format!("{}/{}", tally.n_right, tally.n_questions)}</td>
                        <td class="figures">{format!("{}/{}", tally.score.display(), tally.points.display())}</td>
                    </tr>
                }
            })
            .collect_view();
        view! {
            <table>
                <thead><tr><th scope="col">{title}</th><th scope="col">"答对"</th><th scope="col">"得分"</th></tr></thead>
                <tbody>{rows}</tbody>
            </table>
        }
    };
    view! { <div class="columns">{table("题型", by_kind)}{table("法律", by_law)}</div> }
}

#[component]
fn Items(result: ExamResult, sitting: Sitting) -> impl IntoView {
    let only_wrong = RwSignal::new(true);
    let items: Vec<_> = sitting.paper.items.into_iter().zip(result.items).enumerate().collect();
    let items = StoredValue::new(items);
    view! {
        <label class="check no-print">
            <input type="checkbox" bind:checked=only_wrong />
            <span>"只看没答对的题"</span>
        </label>
        <ol class="reviewed-list">
            {move || {
                let only_wrong = only_wrong.get();
                items.with_value(|items| {
                    items
                        .iter()
                        .filter(|(_, (_, outcome))| !(only_wrong && outcome.right))
                        .map(|(item_idx, (item, outcome))| {
                            let case = item.case_text.clone().map(|text| Case { id: String::new(), text });
                            let asked = Arc::new(Asked { question: item.question.clone(), case });
                            let (order, chosen) = (item.order.clone(), outcome.chosen);
                            let heading = format!("第{}题，得{}分（满分{}分）", item_idx + 1, outcome.score.display(), outcome.points.display());
                            view! {
                                <li>
                                    <p class="muted figures">{heading}</p>
                                    <ReviewedQuestion asked order chosen=Some(chosen) />
                                </li>
                            }
                        })
                        .collect_view()
                })
            }}
        </ol>
    }
}
