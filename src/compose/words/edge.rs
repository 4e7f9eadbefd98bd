//! [`Edge`]: a word, a number or a name that the text may be made of at a place, and what it is to its
//! neighbours.

/// Of a Han character that is no word of the list.
pub(super) const UNKNOWN: i64 = 180;
/// Values of [`Table::Word`] hold a role in so many of their least.
const ROLES: u64 = 4;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Word,
    /// A number that wants a measure word.
    Bare,
    Whole,
    Western,
    Mark,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Edge {
    pub from: usize,
    pub to: usize,
    pub cost: i64,
    pub kind: Kind,
    pub role: Role,
}

/// What a word is to its neighbours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// Verbs, adverbs, particles, times.
    Own,
    Noun,
    /// Of a place or an office.
    Place,
    /// Stands before nouns: 首席, 國立, 攻擊性.
    Modifier,
    /// A character that is rarely a word alone.
    Part,
    /// Of a person, told by what it is made of.
    Name,
    Number,
    Mark,
}

impl Role {
    /// What a word of so many characters costs, and its role.
    pub fn of_word(value: u64, length: usize) -> (i64, Role) {
        let role = match (value % ROLES, length) {
            (1, 1) => Role::Part,
            (1, _) => Role::Noun,
            (2, _) => Role::Place,
            (3, _) => Role::Modifier,
            _ => Role::Own,
        };
        ((value - value % ROLES) as i64, role)
    }

    pub fn is_noun(self) -> bool {
        matches!(self, Role::Noun | Role::Place)
    }

    pub fn is_nominal(self) -> bool {
        self.is_noun() || self == Role::Modifier
    }
}
