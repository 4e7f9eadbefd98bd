//! A hash of content, for names that are the same on every run: FNV-1a of 128 bits, but eight
//! bytes at a time, with the upper half folded into the lower after each.

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Hash(u128);

impl Hash {
    pub fn of(bytes: &[u8]) -> Hash {
        Hash(0x6c62_272e_07bb_0142_62b8_2175_6295_c58d).with(bytes)
    }

    pub fn with(self, bytes: &[u8]) -> Hash {
        const PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013b;
        let step = |hash: u128, word: u128| {
            let hash = (hash ^ word).wrapping_mul(PRIME);
            hash ^ (hash >> 64)
        };
        let (words, rest) = bytes.as_chunks::<8>();
        let hash =
            words.iter().fold(self.0, |hash, word| step(hash, u64::from_le_bytes(*word).into()));
        // What is left, and how much there was of it.
        let rest = rest.iter().fold(1, |word: u128, &byte| word << 8 | u128::from(byte));
        Hash(step(hash, rest))
    }

    pub fn bytes(self) -> [u8; 16] {
        self.0.to_be_bytes()
    }

    /// Six capitals, as ISO 32000-1 9.6.4 wants before the name of a subset font.
    pub fn tag(self) -> String {
        let mut rest = self.0 ^ (self.0 >> 64);
        let letters = (0..6).map(|_| {
            let letter = b'A' + (rest % 26) as u8;
            rest /= 26;
            char::from(letter)
        });
        letters.collect()
    }

    /// As a version 8 UUID (RFC 9562), for XMP.
    pub fn uuid(self) -> String {
        let mut bytes = self.bytes();
        bytes[6] = (bytes[6] & 0x0f) | 0x80;
        bytes[8] = (bytes[8] & 0x3f) | 0x80;
        let mut out = String::with_capacity(36);
        for (at, byte) in bytes.iter().enumerate() {
            if matches!(at, 4 | 6 | 8 | 10) {
                out.push('-');
            }
            out.push_str(&format!("{byte:02x}"));
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_come_from_the_content() {
        let texts: [&[u8]; 6] = [b"", b"a", b"b", b"12345678", b"12345678\0", b"12345679"];
        for (at, one) in texts.iter().enumerate() {
            for other in &texts[..at] {
                assert_ne!(Hash::of(one), Hash::of(other));
                assert_ne!(Hash::of(one).tag(), Hash::of(other).tag());
            }
        }
        assert_eq!(Hash::of(b"content").tag(), Hash::of(b"content").tag());
        assert_eq!(Hash::of(b"a").uuid().len(), 36);
    }
}
