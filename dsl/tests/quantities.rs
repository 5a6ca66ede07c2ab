//! Figures of policy documents one by one: what is a target, what a criterion, and what is neither.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

#[path = "quantities/criteria.rs"]
mod criteria;
#[path = "quantities/hard.rs"]
mod hard;
#[path = "quantities/reform.rs"]
mod reform;
#[path = "quantities/roles.rs"]
mod roles;
#[path = "quantities/targets.rs"]
mod targets;
#[path = "quantities/tasks.rs"]
mod tasks;

mod reading;

use reading::{check, check_by, criterion, document, figure, read, target};

#[test]
fn adjoining_tiers_decide_or_are_reported() {
    let text = "第一条 等级如下：\n（一）资产小于3,000万元（含）；\n（二）资产3,000万元至1亿元（含）；\n（三）资产1亿元以上。";
    let read = document(text);
    let found: Vec<String> = read.criteria.iter().map(criterion).collect();
    assert_eq!(
        found,
        [
            "资产 <= 30000000 元 [eligibility]",
            "资产 > 30000000 元 [eligibility]",
            "资产 <= 100000000 元 [eligibility]",
            "资产 > 100000000 元 [eligibility]",
        ]
    );
    let read = document("第一条 等级如下：\n（一）资产1亿元以下；\n（二）资产1亿元以上。");
    assert!(read.warnings.iter().any(|w| w.code == "tiers-overlap"));
}
