//! Several texts together: what one takes from another, which text decides, and which rule comes before which.

use super::{Act, Criterion, Expr, Period, Policy, Status};
use crate::{Citation, Clauses, CriterionId, Label, PolicyId, Position, TitleId};

/// Another pack, by id, and the name it is known by here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Use {
    /// The pack.
    pub pack: PolicyId,
    /// Where it is declared.
    pub at: Position,
    /// The version it was written for; empty where none is stated.
    pub version: String,
    /// The name before `::`; none for a registry.
    pub alias: Option<String>,
}

/// A text whose rules a policy holds copies of, so that evaluating the policy needs no second one.
///
/// The copies carry the name of the text before their own: `size::is_sme`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Import {
    /// What stands before the last `::` in the ids of the copies; `b::c` for a text that only `b` uses itself.
    pub alias: String,
    /// The pack.
    pub pack: PolicyId,
    /// The document's number as printed.
    pub number: String,
    /// The document's title.
    pub title: Label,
    /// The version of the pack; empty where it states none.
    pub version: String,
    /// When the text is in force.
    pub in_force: Period,
    /// How sure the dates in force are.
    pub status: Option<Status>,
    /// The clauses the copies cite.
    pub clauses: Clauses,
}

/// What makes a criterion an exception to others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exception {
    /// The criteria it comes before; never empty.
    pub of: Vec<CriterionId>,
    /// Why it comes first.
    pub because: String,
    /// The cases in which it does; yes or no.
    pub when: Expr,
}

/// Which text decides on a title, declared by a newer document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Application {
    /// Where it is declared.
    pub at: Position,
    /// The clause it comes from.
    pub citation: Citation,
    /// The title.
    pub title: TitleId,
    /// The act; none for every act.
    pub act: Option<Act>,
    /// The round of applications; none for any.
    pub round: Option<String>,
    /// The days on which it decides.
    pub in_force: Period,
    /// The text that decides.
    pub text: PolicyId,
}

impl Policy {
    /// The text a declaration of this policy was copied from; none for one of its own.
    ///
    /// ```
    /// # let registry = gradus_dsl::Agencies::empty();
    /// # let packs = [
    /// #     gradus_dsl::Pack::new("sizes", r#"
    /// #         policy sizes #{ title: #{ en: "Sizes" }, in_force: #{ from: "2011-01-01", to: open } };
    /// #         fact staff : count #{ en: "staff" };
    /// #         criterion small "2" { staff < 300 }
    /// #     "#),
    /// #     gradus_dsl::Pack::new("prizes", r#"
    /// #         policy prizes #{ title: #{ en: "Prizes" }, in_force: #{ from: "2022-01-01", to: open } };
    /// #         use "sizes" as size;
    /// #         title prize "2" #{ en: "prize" };
    /// #         eligibility prize "2" { size::small }
    /// #     "#),
    /// # ];
    /// # let checked = gradus_dsl::check_packs(&packs, &registry);
    /// let prizes = &checked[1].policy;
    /// assert_eq!(prizes.import_of("size::small").unwrap().pack.as_str(), "sizes");
    /// assert!(prizes.import_of("small").is_none());
    /// ```
    #[must_use]
    pub fn import_of(&self, id: &str) -> Option<&Import> {
        let (alias, _) = id.rsplit_once("::")?;
        self.imports.iter().find(|import| import.alias == alias)
    }

    /// The criteria that are exceptions to one, in the order of the policy.
    pub fn exceptions(&self, id: &CriterionId) -> impl Iterator<Item = (&Criterion, &Exception)> {
        let all = self.criteria.iter().filter_map(|one| Some((one, one.overrides.as_ref()?)));
        all.filter(move |(_, exception)| exception.of.contains(id))
    }
}
