using FsCheck;
using FsCheck.Fluent;
using ModelTracking.Records;
using ModelTracking.Versioning;

namespace ModelTracking.Tests.Versioning;

/// <summary>Small random trees over few keys, so that two of them often touch the same ones.</summary>
public static class TreeArbitraries
{
    private static readonly string[] Keys = ["a", "b", "c", "größe", "x\"\\\n", "net/w.bin", "net/v.bin", "损失 🙂"];

    private static readonly TreePart[] MergedParts = [TreePart.Config, TreePart.Model, TreePart.Datasets, TreePart.Environment, TreePart.Code];

    public static Arbitrary<VersionTree> Tree() => Trees(Enum.GetValues<TreePart>()).ToArbitrary();

    /// <summary>A base and two changes of it, without metrics.</summary>
    public static Arbitrary<ThreeTrees> Three() =>
        (from @base in Trees(MergedParts)
         from ours in Changed(@base)
         from theirs in Changed(@base)
         select new ThreeTrees(@base, ours, theirs)).ToArbitrary();

    private static Gen<VersionTree> Trees(TreePart[] parts) =>
        from entries in Entry(parts).ListOf()
        select Of(entries);

    private static Gen<VersionTree> Changed(VersionTree tree) =>
        from kept in Gen.Choose(0, 3).ListOf(tree.Entries.Count())
        from added in Entry(MergedParts).ListOf()
        select Of(added.Take(3).Concat(tree.Entries.Where((_, i) => kept[i] > 0)));

    private static Gen<TreeEntry> Entry(TreePart[] parts) =>
        from part in Gen.Elements(parts)
        from key in Gen.Elements(Keys)
        from element in Element()
        select new TreeEntry(part, key, element);

    private static Gen<TreeElement> Element() => Gen.OneOf(
        Gen.Choose(0, 2).Select(i => (TreeElement)new ValueElement(ParamValue.Of((long)i))),
        Gen.Elements(0.1, -0.0, double.NaN, double.MaxValue, 1.0 / 3).Select(d => (TreeElement)new ValueElement(ParamValue.Of(d))),
        Gen.Elements("", "x", "\u2028\"").Select(t => (TreeElement)new ValueElement(ParamValue.Of(t))),
        Gen.Elements(new string('0', 64), new string('1', 64)).Select(h => (TreeElement)new FileElement(h, 3)),
        Gen.Elements(0.5, double.NaN).Select(d => (TreeElement)new MetricElement(d, MetricGoal.Maximize)));

    private static VersionTree Of(IEnumerable<TreeEntry> entries) => VersionTree.Of(entries.DistinctBy(e => (e.Part, e.Key)));
}
