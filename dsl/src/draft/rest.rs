//! What of the text became no rule: each sentence by its clause and number, quoted.

use super::Drafter;
use super::words::comment;
use crate::SentenceId;
use std::collections::BTreeMap;

/// How much of each sentence is quoted; a shorter form is taken where the longer one does not fit.
const QUOTED: [usize; 3] = [2_000, 120, 0];

/// One line of the rest: the declaration, and the words it is about.
struct Line {
    declaration: String,
    words: String,
}

impl Drafter<'_> {
    /// Every sentence that no declaration accounts for, or that says more than the declarations do.
    pub(super) fn rest(&mut self) -> String {
        let lines = self.lines();
        if lines.len() <= self.room.declarations {
            for most in QUOTED {
                let text: String = lines.iter().map(|line| line.written(most)).collect();
                if text.len() <= self.room.bytes {
                    return text;
                }
            }
        }
        // More sentences than a script can hold: whole clauses, as many as fit.
        let mut clauses: Vec<String> = Vec::new();
        let mut left = 0;
        for (clause, sentences) in self.clauses_left() {
            let line = format!("classify \"{clause}\" as unreviewed because \"draft\"; // {sentences}\n");
            if self.room.take(&line, 1) {
                clauses.push(line);
            } else {
                left += 1;
            }
        }
        let mut out = String::from(
            "// The text holds more sentences than a script may name: here they are by clause, with their number.\n",
        );
        out.push_str(&clauses.concat());
        if left > 0 {
            out.push_str(&format!("// {left} more clauses hold sentences that nothing accounts for\n"));
        }
        out
    }

    /// Whether something of a sentence is not said by the declarations.
    fn is_left(&self, index: usize) -> bool {
        self.open.contains(&index) || !self.covered.contains(&index)
    }

    fn lines(&self) -> Vec<Line> {
        let ids = self.sentence_ids();
        let mut lines = Vec::new();
        for (index, clause) in self.clauses.clauses.iter().enumerate() {
            // Of two clauses with one number only the first can be cited; the other has no sentence of its own.
            let cited = self.places.get(&clause.citation.place_key()) == Some(&index);
            let mut whole = false;
            for sentence in &clause.sentences {
                if !ids.get(&sentence.id).is_some_and(|index| self.is_left(*index)) {
                    continue;
                }
                let declaration = match (cited, whole) {
                    (true, _) => format!(
                        "classify \"{}\" sentence {} as unreviewed because \"draft\";\n",
                        clause.citation, sentence.number
                    ),
                    (false, false) => {
                        format!("classify \"{}\" as unreviewed because \"draft\";\n", clause.citation)
                    }
                    (false, true) => String::new(),
                };
                whole = !cited;
                lines.push(Line { declaration, words: sentence.text.clone() });
            }
        }
        lines
    }

    /// The clauses that hold such sentences, and how many; each place once.
    fn clauses_left(&self) -> Vec<(String, usize)> {
        let ids = self.sentence_ids();
        let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
        for clause in &self.clauses.clauses {
            let left = clause
                .sentences
                .iter()
                .filter(|sentence| ids.get(&sentence.id).is_some_and(|index| self.is_left(*index)));
            if let Some(place) = self.places.get(&clause.citation.place_key()) {
                *counts.entry(*place).or_insert(0) += left.count();
            }
        }
        let cited = |(place, count): (usize, usize)| {
            self.clauses.clauses.get(place).map(|clause| (clause.citation.to_string(), count))
        };
        counts.into_iter().filter(|(_, count)| *count > 0).filter_map(cited).collect()
    }

    /// The places of the sentences by their ids.
    pub(super) fn sentence_ids(&self) -> BTreeMap<SentenceId, usize> {
        self.document.sentences.iter().enumerate().map(|(index, s)| (s.id, index)).collect()
    }
}

impl Line {
    fn written(&self, most: usize) -> String {
        if most == 0 {
            return self.declaration.clone();
        }
        format!("// {}\n{}", comment(&self.words, most), self.declaration)
    }
}
