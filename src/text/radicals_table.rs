//! Radicals that have code points of their own, and the characters that are meant (Unicode, EquivalentUnifiedIdeograph).

/// From U+2E80 on: those of CJK Radicals Supplement that are written as the character is; a blank for the others.
pub(super) const SUPPLEMENT: &str = concat!(
    "　　　　　　　　　　　　　　兀　　　巳幺　　　　　　　　日月　母民　　　　　　　",
    "　王　目示　　　　　　　　　羊　　　　聿肉　　　　虎　　西见角　　贝　车　　　邑",
    "　長镸长门　　雨青韦页风飞食　　　　马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟",
);
/// From U+2F00 on: the Kangxi Radicals, whose compatibility decompositions they are.
pub(super) const KANGXI: &str = concat!(
    "一丨丶丿乙亅二亠人儿入八冂冖冫几凵刀力勹匕匚匸十卜卩厂厶又口囗土士夂夊夕大女子宀",
    "寸小尢尸屮山巛工己巾干幺广廴廾弋弓彐彡彳心戈戶手支攴文斗斤方无日曰月木欠止歹殳毋",
    "比毛氏气水火爪父爻爿片牙牛犬玄玉瓜瓦甘生用田疋疒癶白皮皿目矛矢石示禸禾穴立竹米糸",
    "缶网羊羽老而耒耳聿肉臣自至臼舌舛舟艮色艸虍虫血行衣襾見角言谷豆豕豸貝赤走足身車辛",
    "辰辵邑酉釆里金長門阜隶隹雨靑非面革韋韭音頁風飛食首香馬骨高髟鬥鬯鬲鬼魚鳥鹵鹿麥麻",
    "黃黍黑黹黽鼎鼓鼠鼻齊齒龍龜龠",
);
