using System.Globalization;

namespace ModelTracking;

/// <summary>Readable names for runs that were given none.</summary>
internal static class RunNames
{
    private static readonly string[] Adjectives =
    [
        "amber", "bold", "brave", "bright", "brisk", "calm", "clear", "clever", "cosy", "crisp", "daring", "deep",
        "eager", "early", "fair", "fleet", "fond", "fresh", "gentle", "glad", "golden", "grand", "happy", "hardy",
        "honest", "humble", "keen", "kind", "lively", "lucid", "lucky", "mellow", "merry", "mild", "neat", "nimble",
        "noble", "patient", "plain", "proud", "quick", "quiet", "rapid", "ready", "rosy", "round", "serene", "sharp",
        "silent", "silver", "sleek", "smart", "snug", "solid", "sound", "spry", "steady", "still", "sturdy", "sunny",
        "swift", "tidy", "vivid", "warm", "wise", "witty", "young", "zesty",
    ];

    private static readonly string[] Nouns =
    [
        "alder", "aspen", "badger", "beaver", "birch", "bison", "brook", "cedar", "cliff", "comet", "crane", "creek",
        "dune", "eagle", "elm", "falcon", "fern", "finch", "fjord", "fox", "glade", "grove", "gull", "hare", "hawk",
        "hazel", "heron", "hill", "ibex", "iris", "kestrel", "lake", "larch", "lark", "linden", "lynx", "maple",
        "marten", "meadow", "moose", "moss", "oak", "orchid", "osprey", "otter", "owl", "pine", "plover", "pond",
        "poplar", "raven", "reed", "ridge", "river", "robin", "rowan", "sable", "seal", "sparrow", "spruce", "stone",
        "stork", "swan", "tern", "thrush", "valley", "willow", "wren",
    ];

    public static string Next(Random random) => string.Create(
        CultureInfo.InvariantCulture,
        $"{Adjectives[random.Next(Adjectives.Length)]}-{Nouns[random.Next(Nouns.Length)]}-{random.Next(100, 1000)}");
}
