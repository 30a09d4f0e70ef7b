import type { Id } from '#entry/format.ts'

// 暗语: four everyday words that stand for a village's founding, printed on its poster and shown by every phone,
// so that somebody can see with his own eyes that it is this village and no copy of it. 256 words, a byte each:
// the list is never changed, or posters would say something else.
const WORDS = `
青山 高山 大山 远山 雪山 茶山 石山 荒山 小河 大河 长河 清河 溪水 泉水 井水 雨水 湖水 海水 白云 彩云 乌云 春风
南风 北风 东风 西风 晚风 微风 细雨 春雨 大雨 雷雨 白雪 大雪 冰雪 露水 月亮 太阳 星星 晚霞 朝霞 彩虹 清晨 黄昏
春天 夏天 秋天 冬天 稻田 麦田 菜园 果园 茶园 竹林 松林 树林 草地 山坡 山路 小路 大路 石桥 木桥 拱桥 渡口 村口
院子 瓦房 木屋 石屋 窗户 大门 水井 水塘 水渠 水车 石磨 石阶 篱笆 粮仓 灶台 火塘 炊烟 灯笼 油灯 蜡烛 火把 锄头
镰刀 扁担 箩筐 背篓 斗笠 蓑衣 草鞋 布鞋 棉衣 毛衣 围巾 手套 雨伞 木箱 竹椅 板凳 方桌 茶壶 茶杯 瓷碗 筷子 铁锅
水缸 酒坛 米酒 红茶 绿茶 豆浆 米饭 面条 馒头 包子 饺子 汤圆 粽子 月饼 腊肉 豆腐 鸡蛋 白菜 萝卜 土豆 红薯 南瓜
冬瓜 黄瓜 丝瓜 茄子 辣椒 番茄 豆角 大蒜 生姜 花椒 蘑菇 木耳 竹笋 玉米 小米 大豆 花生 芝麻 高粱 荞麦 核桃 板栗
红枣 柿子 苹果 梨子 桃子 李子 杏子 樱桃 橘子 柚子 石榴 葡萄 西瓜 甘蔗 桂花 梅花 兰花 菊花 荷花 桃花 杏花 梨花
茶花 牡丹 杜鹃 油菜 柳树 松树 柏树 杉树 槐树 榕树 枫叶 竹子 芦苇 青草 药草 黄牛 水牛 白马 山羊 绵羊 小猪 花猫
黄狗 公鸡 母鸡 鸭子 白鹅 鸽子 燕子 喜鹊 麻雀 布谷 老鹰 白鹭 兔子 松鼠 青蛙 鲤鱼 草鱼 虾米 螃蟹 蜜蜂 蝴蝶 蜻蜓
蚂蚁 蟋蟀 春蚕 丝绸 棉花 麻布 毛笔 墨水 白纸 红纸 书本 算盘 铃铛 铜锣 大鼓 唢呐 笛子 二胡 剪纸 年画 春联 风筝
陀螺 毽子 秋千 龙舟 舞狮 花轿 戏台 祠堂 学校 邮局 车站 码头 渔船 灯塔
`
  .trim()
  .split(/\s+/)

/** The four words of a founding, from the first four bytes of its id. */
export const keyWords = (founding: Id): string[] =>
  [0, 1, 2, 3].map((n) => WORDS[parseInt(founding.slice(2 * n, 2 * n + 2), 16)]!)
