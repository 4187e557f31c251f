using FsCheck;
using FsCheck.Xunit;
using ModelTracking.Records;
using ModelTracking.Versioning;
using ModelTracking.Versioning.Storage;

namespace ModelTracking.Tests.Versioning;

/// <summary>Identities must never change: not with the machine, not with a library's version, not with the order of calls.</summary>
public sealed class CanonicalFormTests
{
    private static readonly CommitHeader Header = new(
        new string('a', 64), [new string('b', 64), new string('c', 64)], "Ada \"the first\"", Some.Time.AddTicks(1234567), "größer\nüber\t\\ \u0001 🙂 </script>", RunId.Parse("0123456789abcdef0123456789abcdef"));

    [Fact]
    public void A_commit_has_the_form_that_the_format_says()
    {
        var text = System.Text.Encoding.UTF8.GetString(ObjectCodec.Commit(Header));
        Assert.Equal(
            $$"""{"modeltracking":"commit/1","tree":"{{Header.Tree}}","parents":["{{Header.Parents[0]}}","{{Header.Parents[1]}}"],"author":"Ada \"the first\"","time":"2026-01-02T03:04:05.1234567Z","message":"größer\u000aüber\u0009\\ \u0001 🙂 </script>","run":"0123456789abcdef0123456789abcdef"}""",
            text);
    }

    [Fact]
    public void Its_identity_is_the_one_it_had_when_the_format_was_made() =>
        Assert.Equal("441f22972b8779ed8f8fbcdb48c40ec2cc58ac7892ddf120108697877971b473", Id(ObjectCodec.Commit(Header)));

    [Fact]
    public void Elements_have_the_form_that_the_format_says()
    {
        var elements = new SortedList<string, TreeElement>(StringComparer.Ordinal)
        {
            ["a"] = new ValueElement(ParamValue.Null),
            ["b"] = new ValueElement(ParamValue.Of(double.NegativeInfinity)),
            ["c"] = new ValueElement(ParamValue.From(0.1f)),
            ["d"] = new ValueElement(ParamValue.Of(-0.0)),
            ["e"] = new MetricElement(double.NaN, MetricGoal.Minimize),
            ["f"] = new GitElement("abc") { Patch = new FileElement("h", 5) },
            ["g"] = new DatasetElement("d", 9) { Rows = 2, IsStored = true },
        };
        Assert.Equal(
            """{"modeltracking":"config/1","elements":{"a":{"null":true},"b":{"real":"-Infinity"},"c":{"real":"0.1"},"d":{"real":"-0"},"e":{"metric":"NaN","goal":"minimize"},"f":{"git":"abc","patch":"h","patchLength":5},"g":{"dataset":"d","length":9,"rows":2,"stored":true}}}""",
            System.Text.Encoding.UTF8.GetString(ObjectCodec.Elements("config", elements)));
    }

    [Property(MaxTest = 300, Arbitrary = [typeof(TreeArbitraries)])]
    public void A_tree_reads_back_as_it_was_whatever_the_order_it_was_made_in(VersionTree tree)
    {
        foreach (var part in VersionTree.AllParts)
        {
            var bytes = ObjectCodec.Elements(ObjectCodec.NameOf(part), tree.Part(part));
            var read = ObjectCodec.ReadElements("x", bytes, ObjectCodec.NameOf(part));
            Assert.Equal(tree.Part(part).AsEnumerable(), read);
            var reversed = VersionTree.Of(tree.Entries.Reverse());
            Assert.Equal(Id(bytes), Id(ObjectCodec.Elements(ObjectCodec.NameOf(part), reversed.Part(part))));
        }
    }

    [Property(MaxTest = 300)]
    public void A_commit_reads_back_as_it_was(NonNull<string> author, NonNull<string> message, DateTime time, byte parents)
    {
        var header = new CommitHeader(new string('a', 64), [.. Enumerable.Range(0, parents % 4).Select(i => new string((char)('0' + i), 64))], author.Get, new DateTimeOffset(time.Ticks, TimeSpan.Zero), message.Get, null);
        if ((author.Get + message.Get).Any(char.IsSurrogate))
        {
            return;
        }

        var read = ObjectCodec.ReadCommit("x", ObjectCodec.Commit(header));
        Assert.Equal((header.Author, header.Message, header.Time, header.Tree), (read.Author, read.Message, read.Time, read.Tree));
        Assert.Equal(header.Parents, read.Parents);
    }

    [Fact]
    public void Half_a_character_is_refused_instead_of_becoming_another_one() =>
        Assert.Throws<ArgumentException>(() => ObjectCodec.Commit(Header with { Message = "\ud83d" }));

    [Fact]
    public void An_object_of_a_newer_format_says_to_update()
    {
        var bytes = System.Text.Encoding.UTF8.GetBytes("""{"modeltracking":"commit/2","tree":""}""");
        Assert.Contains("Update the package", Assert.Throws<ModelTracking.Diagnostics.TrackingException>(() => ObjectCodec.ReadCommit("x", bytes)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_work_gives_the_same_identity_on_another_machine()
    {
        string Commit(bool inReverse)
        {
            using var store = new TestStore();
            var file = store.File("m.bin", "weights");
            return store.Repository().Commit("same", c => _ = inReverse ? c.Model("m", file).Set("b", 2).Set("a", 1) : c.Set("a", 1).Set("b", 2).Model("m", file)).Id;
        }

        Assert.Equal(Commit(false), Commit(true));
    }

    private static string Id(byte[] bytes) => Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(bytes)).ToLowerInvariant();
}
