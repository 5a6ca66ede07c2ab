//! What a clause declares for the clauses behind it: who of a list leads, local bodies that are not repeated, a scope.

use crate::{document, line};

/// The clauses of a text, one measure each.
fn lines(clauses: &[&str]) -> Vec<String> {
    let measures: Vec<String> = clauses.iter().map(|clause| format!("做好工作。{clause}")).collect();
    let read = document(&format!("一、任务\n{}", measures.join("\n")));
    read.responsibilities.iter().map(line).collect()
}

#[test]
fn local_bodies_that_are_not_repeated_stand_beside_the_later_ones() {
    assert_eq!(
        lines(&[
            "（司法部负责）",
            "（发展改革委、住房城乡建设部指导，试点城市政府负责落实。以下均需试点城市政府落实，不再列出）",
            "（司法部指导）",
            "（财政部、商务部负责）",
            "（公安部负责，各区人民政府配合）",
            "（教育部负责，各省级人民政府落实）",
        ]),
        [
            "sole moj",
            "none; support ndrc mohurd; local 试点城市政府",
            "none; support moj; local 试点城市政府",
            "first-listed mof; joint mofcom; local 试点城市政府",
            "sole mps; support 各区人民政府; local 试点城市政府",
            "sole moe; local local_governments",
        ]
    );
    assert_eq!(
        lines(&[
            "〔责任单位：省发展改革委、商务厅按职责分工负责。具体任务均涉及相关市（州）人民政府，不再做分工，下同。〕",
            "〔责任单位：省公安厅〕",
        ]),
        [
            "first-listed 省发展改革委; joint 商务厅; local 相关市（州）人民政府; division",
            "sole 省公安厅; local 相关市（州）人民政府",
        ]
    );
    let read = document(
        "一、任务\n做好甲。（财政部指导，各地区负责落实。以下均需各地区落实，不再列出）\n做好乙。（商务部负责）",
    );
    let asked: Vec<&str> =
        read.warnings.iter().filter(|w| w.code == "local-default").map(|w| w.message.as_str()).collect();
    assert_eq!(
        asked,
        ["from here on `各地区` stands beside the bodies of every clause that names no local body"]
    );
}

#[test]
fn a_scope_may_hold_for_the_later_clauses_too() {
    assert_eq!(
        lines(&[
            "（负责部门：市场监管总局，适用范围：全国。以下除标注适用范围的外，均适用于全国）",
            "（负责部门：司法部，适用范围：8个试验区）",
            "（负责部门：公安部）",
        ]),
        ["sole samr; scope 全国", "sole moj; scope 8个试验区", "sole mps; scope 全国"]
    );
    // Without such words a scope is that of its clause alone.
    assert_eq!(
        lines(&["（负责部门：司法部，适用范围：8个试验区）", "（负责部门：公安部）"]),
        ["sole moj; scope 8个试验区", "sole mps"]
    );
}

#[test]
fn what_a_body_does_in_its_part_of_a_clause_is_no_body() {
    assert_eq!(
        lines(&[
            "（各省级人民政府负责，交通运输部、商务部等加强指导）",
            "（国务院相关部门、各地区按职责分工负责，国家发展改革委统筹协调）",
            "（国务院有关部门及北京、上海等地按职责分工负责）",
        ]),
        [
            "none; support mot mofcom; local local_governments; open",
            "sole ndrc; local local_governments; generic relevant_departments; division",
            "none; local 北京 上海; generic relevant_departments; open; division",
        ]
    );
}

#[test]
fn words_behind_the_bodies_are_no_bodies() {
    assert_eq!(
        lines(&[
            "（财政部负责。具体办法另行制定）",
            "（商务部负责；2025年底前完成）",
            "（司法部指导各地实施）"
        ]),
        ["sole mof", "sole mofcom"]
    );
}
