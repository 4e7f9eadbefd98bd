//! [`encode`]: CMYK as baseline JPEG whose decoded pixels keep a limit of ink.
//!
//! Coding spreads ink about a block of eight by eight pixels: beside a dark edge more comes out
//! than went in. So each block is decoded again as soon as its coefficients are rounded, and
//! where a pixel has too much, the block is given less and coded anew. The file is in Adobe's
//! YCCK at full resolution (coarser colours would be spread over several blocks, and by every
//! decoder in its own way), each row of blocks on its own, so that rows are coded side by side.
//! Two neighbours go through the cosines together (`jpeg_cosines.rs`).
//!
//! ```text
//! inks -> complements -> Y Cb Cr, K -> cosines -> rounded -> Huffman
//!   ^                                                |
//!   +-------- less, if a pixel has too much ---------+
//! ```

use rayon::prelude::*;

use super::jpeg_cosines::{Blocks, LANES, Rounding, cosines};
use super::jpeg_table::{
    AC_CHROMINANCE, AC_LUMINANCE, CHROMINANCE, Code, DC_CHROMINANCE, DC_LUMINANCE, LUMINANCE,
    ZIGZAG,
};
use crate::colour::{InkCount, limit_inks};

/// The side of a block.
const SIDE: usize = 8;
/// Lines of pixels in a row of blocks.
pub(super) const LINES: usize = SIDE;
/// Decoders round in their own ways: so much less than the limit is a pixel's share, in 255ths
/// of one ink (1.2 per cent).
const MARGIN: u16 = 3;
/// How often a block is coded before it is given one colour throughout.
const ROUNDS: usize = 8;

/// What cutting off and rounding may add to the sum of all inks, far from the limit.
const CLIPPING: u16 = 24;

type Samples = [i32; 64];

/// A picture, coded.
pub(super) struct Coded {
    pub bytes: Vec<u8>,
    /// Of the pixels as they are decoded.
    pub count: InkCount,
}

/// Codes inks (four bytes a pixel, 255 is solid): `lines` appends those of the next [`LINES`]
/// lines of pixels, by the place of their row of blocks. `quality` is 1 to 100, as libraries
/// count it; `cap` is the most ink of a pixel in 255ths. The sides are at most 65 535.
pub(super) fn encode(
    lines: impl Fn(usize, &mut Vec<u8>) + Sync,
    (width, height): (u32, u32),
    quality: u8,
    cap: u16,
) -> Coded {
    let plan = Plan::new(width as usize, quality, cap);
    let rows: Vec<(Vec<u8>, InkCount)> = (0..(height as usize).div_ceil(SIDE))
        .into_par_iter()
        .map_init(Vec::new, |inks, at| {
            inks.clear();
            lines(at, inks);
            plan.row(inks)
        })
        .collect();
    let mut bytes = plan.header(width, height);
    let mut count = InkCount::default();
    let last = rows.len().saturating_sub(1);
    for (at, (row, found)) in rows.iter().enumerate() {
        bytes.extend_from_slice(row);
        if at < last {
            // Restart markers go round from 0 to 7 (T.81 E.1.4).
            bytes.extend([0xFF, 0xD0 + (at % 8) as u8]);
        }
        count = count.and(*found);
    }
    bytes.extend([0xFF, 0xD9]);
    Coded { bytes, count }
}

/// What [`encode`] asks for, of inks that lie there whole.
pub(super) fn lines_of(inks: &[u8], width: u32) -> impl Fn(usize, &mut Vec<u8>) + Sync {
    let length = 4 * width as usize * LINES;
    move |at, out| out.extend_from_slice(inks.chunks(length.max(1)).nth(at).unwrap_or_default())
}

/// What all blocks share.
struct Plan {
    /// Pixels in a row.
    width: usize,
    cap: u16,
    luminance: Steps,
    chrominance: Steps,
    rounding: Rounding,
    codes: [Lookup; 4],
}

/// The steps that a component's coefficients are rounded to, row by row.
type Steps = [i32; 64];

/// The Independent JPEG Group's scale of quality.
fn steps_of(table: &[u16; 64], quality: u8) -> Steps {
    let quality = i32::from(quality.clamp(1, 100));
    let scale = if quality < 50 { 5000 / quality } else { 200 - 2 * quality };
    let mut steps = table.map(|step| ((i32::from(step) * scale + 50) / 100).clamp(1, 255));
    // Whole coefficients of the finest wave would not fit the arithmetic of [`Rounding`].
    steps[63] = steps[63].max(2);
    steps
}

impl Plan {
    fn new(width: usize, quality: u8, cap: u16) -> Plan {
        let luminance = steps_of(&LUMINANCE, quality);
        let chrominance = steps_of(&CHROMINANCE, quality);
        Plan {
            width,
            cap,
            rounding: Rounding::new([&luminance, &chrominance, &chrominance, &luminance]),
            luminance,
            chrominance,
            codes: [&DC_LUMINANCE, &AC_LUMINANCE, &DC_CHROMINANCE, &AC_CHROMINANCE].map(lookup),
        }
    }

    /// The steps of a component: black is coded as finely as luminance.
    fn steps(&self, component: usize) -> &Steps {
        if matches!(component, 1 | 2) { &self.chrominance } else { &self.luminance }
    }

    /// Codes up to eight lines of pixels.
    fn row(&self, lines: &[u8]) -> (Vec<u8>, InkCount) {
        let lines: Vec<&[u8]> = lines.chunks_exact(4 * self.width).collect();
        let mut writer = Writer::default();
        let mut before = [0; 4];
        let mut count = InkCount::default();
        let mut blocks = Blocks { steps: [[0; LANES]; 64], some: [0; LANES] };
        for x in (0..self.width).step_by(2 * SIDE) {
            let mut inks = [[0; 256]; 2];
            for (block, inks) in inks.iter_mut().enumerate() {
                pixels(&lines, x + block * SIDE, inks);
            }
            let found = self.blocks(&mut inks, &mut blocks);
            for (block, found) in found.into_iter().enumerate() {
                // A row may end within the first of the two.
                if x + block * SIDE >= self.width {
                    continue;
                }
                count = count.and(found);
                for (component, before) in before.iter_mut().enumerate() {
                    let first = if matches!(component, 1 | 2) { 2 } else { 0 };
                    let lane = 4 * block + component;
                    writer.block(&blocks, lane, before, &self.codes[first], &self.codes[first + 1]);
                }
            }
        }
        (writer.finish(), count)
    }

    /// The coefficients of two blocks, such that no decoded pixel is over the limit.
    fn blocks(&self, inks: &mut [[u8; 256]; 2], blocks: &mut Blocks) -> [InkCount; 2] {
        let share = self.cap.saturating_sub(MARGIN);
        let mut counts: [InkCount; 2] =
            std::array::from_fn(|block| limit_inks(&mut inks[block], share));
        let mut own = [share; 2];
        self.code(inks, blocks);
        for block in 0..2 {
            // Coding never adds so much.
            if counts[block].most < share / 2 {
                continue;
            }
            for round in 0.. {
                // Where the sum of all inks, which takes a single transform, is well within, no
                // ink is looked at for itself.
                if round == 0 && self.sum(blocks, block) + CLIPPING < share {
                    break;
                }
                let found = self.decode(blocks, block);
                if found.most <= share || own[block] == 0 {
                    counts[block] = InkCount { most_before: counts[block].most_before, ..found };
                    break;
                }
                let over = found.most - share + 1;
                own[block] =
                    own[block].saturating_sub(if round < ROUNDS { over } else { over.max(8) });
                if round >= ROUNDS {
                    plain(&mut inks[block]);
                }
                limit_inks(&mut inks[block], own[block]);
                self.code(inks, blocks);
            }
        }
        counts
    }

    fn code(&self, inks: &[[u8; 256]; 2], blocks: &mut Blocks) {
        let mut planes = [[0; LANES]; 64];
        let [one, two] = inks;
        let pixels = one.chunks_exact(4).zip(two.chunks_exact(4));
        for (lanes, (one, two)) in planes.iter_mut().zip(pixels) {
            let [a, b, c, d] = differences([one[0], one[1], one[2], one[3]]);
            let [e, f, g, h] = differences([two[0], two[1], two[2], two[3]]);
            *lanes = [a, b, c, d, e, f, g, h].map(|value| value as i16);
        }
        cosines(&mut planes);
        self.rounding.round(&planes, blocks);
    }

    /// A component's coefficients of one of two blocks, row by row.
    fn restore(&self, blocks: &Blocks, block: usize, component: usize) -> Samples {
        let mut out = [0; 64];
        let sizes = self.steps(component);
        for (&at, lanes) in ZIGZAG.iter().zip(&blocks.steps) {
            let at = usize::from(at);
            out[at] = i32::from(lanes[4 * block + component]) * sizes[at];
        }
        out
    }

    /// The most ink of all in a pixel, but for what decoders cut off: an ink below nought is none.
    fn sum(&self, blocks: &Blocks, block: usize) -> u16 {
        let [y, cb, cr, k]: [Samples; 4] =
            std::array::from_fn(|at| self.restore(blocks, block, at));
        let total: Samples = std::array::from_fn(|at| {
            3 * y[at] - k[at] + (1462 * cb[at] + 704 * cr[at] + 512) / 1024
        });
        // Luminance counts three times from -128, black once from 127 downwards.
        let most = samples(&total).into_iter().max().unwrap_or(0);
        (most + 3 * 128 + 127).clamp(0, 1020) as u16
    }

    /// The ink that a decoder finds in a block.
    fn decode(&self, blocks: &Blocks, block: usize) -> InkCount {
        let [y, cb, cr, k]: [Samples; 4] =
            std::array::from_fn(|at| samples(&self.restore(blocks, block, at)));
        let mut count = InkCount::default();
        for (((y, cb), cr), k) in y.iter().zip(cb).zip(cr).zip(k) {
            let part = |value: i32| (value + 128).clamp(0, 255);
            let (y, cb, cr) = (part(*y), part(cb) - 128, part(cr) - 128);
            let ink = |difference: i32| (y + ((difference + 32_768) >> 16)).clamp(0, 255);
            let coloured = ink(91_881 * cr) + ink(-22_554 * cb - 46_802 * cr) + ink(116_130 * cb);
            let total = (coloured + 255 - part(k)) as u16;
            count.most = count.most.max(total);
            count.sum += u64::from(total);
        }
        count
    }

    fn header(&self, width: u32, height: u32) -> Vec<u8> {
        let mut out = vec![0xFF, 0xD8];
        // Adobe's mark: YCCK of the complements.
        segment(&mut out, 0xEE, b"Adobe\0\x64\0\0\0\0\x02");
        for (id, steps) in [(0, &self.luminance), (1, &self.chrominance)] {
            let in_order = ZIGZAG.iter().map(|&at| steps[usize::from(at)] as u8);
            segment(&mut out, 0xDB, &std::iter::once(id).chain(in_order).collect::<Vec<u8>>());
        }
        let ([_, _, h1, h0], [_, _, w1, w0]) = (height.to_be_bytes(), width.to_be_bytes());
        let components = [1, 0x11, 0, 2, 0x11, 1, 3, 0x11, 1, 4, 0x11, 0];
        segment(&mut out, 0xC0, &[&[8, h1, h0, w1, w0, 4], &components[..]].concat());
        for (id, code) in [
            (0x00, &DC_LUMINANCE),
            (0x10, &AC_LUMINANCE),
            (0x01, &DC_CHROMINANCE),
            (0x11, &AC_CHROMINANCE),
        ] {
            segment(&mut out, 0xC4, &[&[id], &code.lengths[..], code.values].concat());
        }
        let [.., b1, b0] = (self.width.div_ceil(SIDE) as u32).to_be_bytes();
        segment(&mut out, 0xDD, &[b1, b0]);
        segment(&mut out, 0xDA, &[4, 1, 0, 2, 0x11, 3, 0x11, 4, 0, 0, 63, 0]);
        out
    }
}

fn segment(out: &mut Vec<u8>, marker: u8, content: &[u8]) {
    let length = (content.len() as u16 + 2).to_be_bytes();
    out.extend([0xFF, marker]);
    out.extend(length);
    out.extend_from_slice(content);
}

/// The pixels of a block. Beyond the edge the last line and pixel go on.
fn pixels(lines: &[&[u8]], x: usize, out: &mut [u8; 256]) {
    for (y, out) in out.chunks_exact_mut(4 * SIDE).enumerate() {
        let Some(line) = lines.get(y).or(lines.last()) else { continue };
        let rest = line.get(4 * x..).unwrap_or_default();
        if let (Some(rest), Ok(out)) =
            (rest.first_chunk(), <&mut [u8; 4 * SIDE]>::try_from(&mut *out))
        {
            *out = *rest;
            continue;
        }
        let within = rest.len().min(out.len());
        out[..within].copy_from_slice(&rest[..within]);
        for at in within.max(4)..out.len() {
            out[at] = out[at - 4];
        }
    }
}

/// A block in its mean colour throughout.
fn plain(inks: &mut [u8; 256]) {
    let mean: [u8; 4] = std::array::from_fn(|ink| {
        let of_ink = inks.iter().skip(ink).step_by(4);
        (of_ink.map(|&ink| u32::from(ink)).sum::<u32>() / 64) as u8
    });
    inks.chunks_exact_mut(4).for_each(|pixel| pixel.copy_from_slice(&mean));
}

/// Luminance and colour differences, around nought; what decoders turn back with JFIF's matrix.
/// The inks stand in for red, green and blue: a decoder gives their complements.
fn differences([c, m, y, k]: [u8; 4]) -> [i32; 4] {
    let (c, m, y) = (i32::from(c), i32::from(m), i32::from(y));
    let part = |sum: i32| (sum + 32_768) >> 16;
    [
        part(19_595 * c + 38_470 * m + 7_471 * y) - 128,
        part(-11_059 * c - 21_709 * m + 32_768 * y),
        part(32_768 * c - 27_439 * m - 5_329 * y),
        127 - i32::from(k),
    ]
}

/// Half the cosines of the even frequencies (0, 2, 4, 6) at four places, times 8192; the other
/// four places mirror them.
const EVEN: [[i32; 4]; 4] = [
    [2896, 2896, 2896, 2896],
    [3784, 1567, -1567, -3784],
    [2896, -2896, -2896, 2896],
    [1567, -3784, 3784, -1567],
];
/// Those of the odd frequencies; the other four places mirror them with the opposite sign.
const ODD: [[i32; 4]; 4] = [
    [4017, 3406, 2276, 799],
    [3406, -799, -4017, -2276],
    [2276, -4017, 799, 3406],
    [799, -2276, 3406, -4017],
];

/// The samples of coefficients, around nought.
fn samples(coefficients: &Samples) -> Samples {
    let along = |lines: &Samples, shift: u32| {
        let mut out = [0; 64];
        for (at, line) in lines.chunks_exact(SIDE).enumerate() {
            for i in 0..4 {
                let (mut even, mut odd) = (1 << (shift - 1), 0);
                for k in 0..4 {
                    even += EVEN[k][i] * line[2 * k];
                    odd += ODD[k][i] * line[2 * k + 1];
                }
                out[i * SIDE + at] = (even + odd) >> shift;
                out[(7 - i) * SIDE + at] = (even - odd) >> shift;
            }
        }
        out
    };
    along(&along(coefficients, 9), 17)
}

/// The code and its length, of every value.
type Lookup = [(u16, u8); 256];

fn lookup(code: &Code) -> Lookup {
    let mut table = [(0, 0); 256];
    let mut values = code.values.iter();
    let mut next = 0u16;
    for (at, &count) in code.lengths.iter().enumerate() {
        for &value in values.by_ref().take(count.into()) {
            table[usize::from(value)] = (next, at as u8 + 1);
            next += 1;
        }
        next <<= 1;
    }
    table
}

/// Bits, from the highest to the lowest; a byte 0xFF is followed by 0.
#[derive(Default)]
struct Writer {
    out: Vec<u8>,
    bits: u64,
    count: u32,
}

impl Writer {
    /// At most 27 bits.
    fn put(&mut self, bits: u32, count: u32) {
        self.bits = (self.bits << count) | u64::from(bits);
        self.count += count;
        if self.count >= 32 {
            self.count -= 32;
            let word = (self.bits >> self.count) as u32;
            // Whether a byte of it may be 0xFF.
            if word & 0x8080_8080 & !word.wrapping_add(0x0101_0101) == 0 {
                self.out.extend(word.to_be_bytes());
            } else {
                word.to_be_bytes().into_iter().for_each(|byte| self.byte(byte));
            }
        }
    }

    fn byte(&mut self, byte: u8) {
        self.out.push(byte);
        if byte == 0xFF {
            self.out.push(0);
        }
    }

    /// A code, and the low bits of a value of so many bits (T.81 F.1.2.1).
    fn value(&mut self, table: &Lookup, symbol: u8, value: i32, size: u32) {
        let (code, length) = table[usize::from(symbol)];
        let low = if value < 0 { value - 1 } else { value } as u32 & ((1 << size) - 1);
        self.put(u32::from(code) << size | low, u32::from(length) + size);
    }

    fn block(&mut self, blocks: &Blocks, lane: usize, before: &mut i16, dc: &Lookup, ac: &Lookup) {
        let first = blocks.steps[0][lane];
        let difference = i32::from(first) - i32::from(*before);
        *before = first;
        let size = size_of(difference);
        self.value(dc, size as u8, difference, size);
        let (mut rest, mut last) = (blocks.some[lane] & !1, 0);
        while rest != 0 {
            let at = rest.trailing_zeros();
            let mut zeros = at - last - 1;
            while zeros > 15 {
                self.value(ac, 0xF0, 0, 0);
                zeros -= 16;
            }
            let value = i32::from(blocks.steps[at as usize][lane]);
            let size = size_of(value);
            self.value(ac, (zeros << 4 | size) as u8, value, size);
            last = at;
            rest &= rest - 1;
        }
        if last < 63 {
            self.value(ac, 0, 0, 0);
        }
    }

    /// Fills the last byte with ones.
    fn finish(mut self) -> Vec<u8> {
        let fill = (8 - self.count % 8) % 8;
        self.bits = (self.bits << fill) | ((1 << fill) - 1);
        self.count += fill;
        while self.count >= 8 {
            self.count -= 8;
            self.byte((self.bits >> self.count) as u8);
        }
        self.out
    }
}

/// The bits that a value takes.
fn size_of(value: i32) -> u32 {
    32 - value.unsigned_abs().leading_zeros()
}

#[cfg(test)]
mod tests {
    use super::super::coding::{Inks, decode_cmyk};
    use super::*;

    fn noise(pixels: u32, most: u32) -> Vec<u8> {
        (0..4 * pixels)
            .map(|at| (at.wrapping_mul(2_654_435_761).rotate_left(at % 13) % most) as u8)
            .collect()
    }

    #[test]
    fn a_transform_comes_back() {
        let block: [i32; 64] = std::array::from_fn(|at| (at * at % 251) as i32 - 128);
        let mut lanes = block.map(|value| [value as i16; LANES]);
        cosines(&mut lanes);
        let ones = steps_of(&[1; 64], 100);
        let mut found = Blocks { steps: [[0; LANES]; 64], some: [0; LANES] };
        Rounding::new([&ones; 4]).round(&lanes, &mut found);
        for lane in 0..LANES {
            let mut whole = [0; 64];
            for (i, &at) in ZIGZAG.iter().enumerate() {
                let at = usize::from(at);
                whole[at] = i32::from(found.steps[i][lane]) * ones[at];
                assert_eq!(found.some[lane] >> i & 1, u64::from(whole[at] != 0));
            }
            let back = samples(&whole);
            assert!(block.iter().zip(back).all(|(a, b)| (a - b).abs() <= 2), "{back:?}");
        }
    }

    #[test]
    fn another_decoder_finds_the_same_inks() {
        for (width, height) in [(32, 24), (33, 9), (7, 3), (1, 1), (64, 80)] {
            let inks: Vec<u8> = (0..width * height)
                .flat_map(|at| [at % width * 3, at / width * 2, 60, 90].map(|v| v.min(250) as u8))
                .collect();
            let coded = encode(lines_of(&inks, width), (width, height), 95, 900);
            let back = decode_cmyk(&coded.bytes, Inks::Ycck).expect("a sound file");
            assert_eq!(back.len(), inks.len());
            let most = inks.iter().zip(&back).map(|(a, b)| a.abs_diff(*b)).max();
            assert!(most < Some(8), "{width} by {height}: {most:?}");
        }
    }

    #[test]
    fn every_decoded_pixel_keeps_the_limit() {
        for (quality, cap, most) in
            [(75, 561, 256), (92, 561, 220), (50, 300, 256), (90, 255, 256), (100, 561, 256)]
        {
            let inks = noise(80 * 60, most);
            let coded = encode(lines_of(&inks, 80), (80, 60), quality, cap);
            let back = decode_cmyk(&coded.bytes, Inks::Ycck).expect("a sound file");
            let totals = back.chunks_exact(4).map(|p| p.iter().map(|&i| u16::from(i)).sum());
            let found: u16 = totals.max().unwrap_or(0);
            assert!(found <= cap && (found + 60 > cap || cap < 561), "{quality} {cap}: {found}");
            assert!(coded.count.most <= cap && coded.count.most_before > cap);
        }
    }

    #[test]
    fn codes_are_those_of_the_standard() {
        // Table K.3: category 0 is 00, 6 is 1110; table K.5: the end of a block is 1010.
        let (dc, ac) = (lookup(&DC_LUMINANCE), lookup(&AC_LUMINANCE));
        assert_eq!((dc[0], dc[6], ac[0]), ((0, 2), (0b1110, 4), (0b1010, 4)));
        assert_eq!(ac[0xF0], (0b111_1111_1001, 11));
    }
}
