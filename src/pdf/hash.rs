//! A hash of content, for names that are the same on every run (FNV-1a, 128 bits).

#[derive(Clone, Copy)]
pub(super) struct Hash(u128);

impl Hash {
    pub fn of(bytes: &[u8]) -> Hash {
        Hash(0x6c62_272e_07bb_0142_62b8_2175_6295_c58d).with(bytes)
    }

    pub fn with(self, bytes: &[u8]) -> Hash {
        const PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013b;
        Hash(bytes.iter().fold(self.0, |hash, &byte| (hash ^ u128::from(byte)).wrapping_mul(PRIME)))
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
        assert_eq!(Hash::of(b"a").0, 0xd228_cb69_6f1a_8caf_7891_2b70_4e4a_8964);
        assert_eq!(Hash::of(b"a").with(b"b").0, Hash::of(b"ab").0);
        assert_ne!(Hash::of(b"a").tag(), Hash::of(b"b").tag());
        assert_eq!(Hash::of(b"a").uuid().len(), 36);
    }
}
