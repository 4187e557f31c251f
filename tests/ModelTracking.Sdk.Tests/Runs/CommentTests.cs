using Microsoft.Extensions.Time.Testing;
using ModelTracking.Backends;
using ModelTracking.Diagnostics;
using ModelTracking.Reading;
using ModelTracking.Reading.Comparing;
using ModelTracking.Records;
using ModelTracking.Tests.Versioning;
using ModelTracking.Versioning;

namespace ModelTracking.Tests.Runs;

/// <summary>What people say about runs, comparisons and models stays with them.</summary>
public sealed class CommentTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly FakeTimeProvider _time = new(Some.Time);

    public void Dispose() => _folder.Dispose();

    private TrackingClient Open() => Some.Client(o => o.TimeProvider = _time, new FileBackend(_folder["store"], null, _time));

    private IRunReader Reader => FileStore.Open(_folder["store"], null, _time).Reader;

    private async Task<RunId> Finished(string name = "first")
    {
        await using var client = Open();
        var run = client.StartRun("iris", new RunOptions { Name = name });
        run.LogParam("lr", 0.1);
        await run.FinishAsync();
        return run.Id;
    }

    private async Task<IReadOnlyList<RunComment>> Read(RunId id) => RunComments.Of((await Reader.GetRunAsync(id))!);

    [Fact]
    public async Task Comments_on_a_run_that_ended_are_read_back_in_their_order_with_whom_they_mention()
    {
        var id = await Finished();
        var before = await Reader.GetRunAsync(id);
        await using (var client = Open())
        {
            _time.Advance(TimeSpan.FromDays(1));
            await client.CommentAsync(id, "Too **good**: @grace, look at \"leaks\"\n— 雪", "ada");
            _time.Advance(TimeSpan.FromDays(1));
            await client.CommentAsync(id, "It is the split. @ada", "grace");
        }

        var comments = await Read(id);
        Assert.Equal([("ada", "Too **good**: @grace, look at \"leaks\"\n— 雪"), ("grace", "It is the split. @ada")], comments.Select(c => (c.By, c.Text)));
        Assert.Equal(["grace"], comments[0].Mentions);
        Assert.Equal(_time.GetUtcNow(), comments[1].Time);
        var after = await Reader.GetRunAsync(id);
        Assert.Equal((before!.Status, before.EndTime, before.LastActivity), (after!.Status, after.EndTime, after.LastActivity));
        Assert.Equal([id], await new RunQuery(Reader).Where("tags.modeltracking.mentions LIKE '%@ada%'").ToIdsAsync());
    }

    [Fact]
    public async Task A_comment_that_is_taken_back_stays_in_the_history()
    {
        var id = await Finished();
        await using (var client = Open())
        {
            var comment = await client.CommentAsync(id, "wrong run, @grace", "ada");
            _time.Advance(TimeSpan.FromMinutes(1));
            Assert.True(await client.RemoveCommentAsync(id, comment.Id, "ada"));
            Assert.False(await client.RemoveCommentAsync(id, comment.Id, "ada"));
        }

        Assert.Empty(await Read(id));
        Assert.DoesNotContain((await Reader.GetRunAsync(id))!.Tags.Keys, RunTags.IsComment);
        var history = await RunHistory.ReadAsync(Reader, id);
        Assert.Equal([(null, "wrong run, @grace"), ("wrong run, @grace", null)], history.Select(c => (c.Before, c.After)));
        Assert.All(history, c => Assert.StartsWith("comment ", c.What, StringComparison.Ordinal));
        Assert.All(history, c => Assert.Equal("ada", c.By));
    }

    [Fact]
    public async Task A_comment_on_a_comparison_stands_on_each_of_its_runs_and_goes_from_all_of_them()
    {
        var (one, other) = (await Finished("one"), await Finished("other"));
        await using var client = Open();
        var comment = await client.CommentAsync([one, other, one], "the second is faster", "ada");
        Assert.Equal([other], Assert.Single(await Read(one)).With);
        Assert.Equal([one], Assert.Single(await Read(other)).With);
        Assert.Equal((await Read(one))[0].Id, (await Read(other))[0].Id);
        _time.Advance(TimeSpan.FromMinutes(1));
        await client.RemoveCommentAsync(other, comment.Id);
        Assert.Empty(await Read(one));
        Assert.Empty(await Read(other));
    }

    [Fact]
    public async Task Comments_are_neither_fields_to_search_nor_differences()
    {
        var (one, other) = (await Finished("one"), await Finished("other"));
        await using var client = Open();
        await client.CommentAsync(one, "@grace knows", "ada");
        Assert.DoesNotContain(await new RunQuery(Reader).ToFieldsAsync(), f => f.ToString()!.Contains("modeltracking", StringComparison.Ordinal));
        Assert.DoesNotContain((await RunComparison.CompareAsync(Reader, [one, other])).Sections, s => s.Part == ComparedPart.Tags);
    }

    [Fact]
    public async Task What_cannot_be_said_is_refused_before_anything_is_written()
    {
        var id = await Finished();
        await using var client = Open();
        await Assert.ThrowsAsync<ArgumentException>(() => client.CommentAsync(id, " "));
        await Assert.ThrowsAsync<ArgumentException>(() => client.CommentAsync(id, new string('x', 2001)));
        await Assert.ThrowsAsync<ArgumentException>(() => client.CommentAsync([], "x"));
        await Assert.ThrowsAsync<TrackingException>(() => client.CommentAsync([id, RunId.New()], "x"));
        Assert.Empty(await Read(id));
    }

    [Theory]
    [InlineData("@ada and @grace.", "ada grace")]
    [InlineData("(@ada) @ada, @ada!", "ada")]
    [InlineData("ada@example.org", "")]
    [InlineData("@ada.lovelace-1 @grace_h", "ada.lovelace-1 grace_h")]
    [InlineData("npm i @types/node @", "types")]
    [InlineData("@Žofie @雪", "Žofie 雪")]
    public void Mentions_are_names_behind_an_at_sign(string text, string names) =>
        Assert.Equal(names.Split(' ', StringSplitOptions.RemoveEmptyEntries), RunComment.MentionsIn(text));

    [Theory]
    [InlineData("no json")]
    [InlineData("null")]
    [InlineData("{\"by\":1}")]
    [InlineData("{\"by\":\"ada\",\"time\":\"2026-11-26T09:00:00Z\",\"text\":\"x\",\"with\":[\"../..\"]}")]
    public async Task A_tag_that_only_looks_like_a_comment_is_none(string value)
    {
        var id = await Finished();
        await using (var client = Open())
        {
            var edit = new RunEdit();
            edit.Tags[RunTags.CommentPrefix + "x"] = value;
            await client.EditRunAsync(id, edit);
        }

        Assert.Empty(await Read(id));
    }

    [Fact]
    public void Comments_on_a_model_and_its_versions_stand_in_its_history()
    {
        using var store = new TestStore();
        var versions = store.Open();
        versions.Models.Register("churn", versions.Repository("churn").Commit("first", c => c.Set("lr", 0.1)));
        var model = versions.Models.Model("churn");
        model.Comment("who looks after it? @grace");
        model.Comment("I do", version: 1, by: "grace");
        Assert.Throws<VersionNotFoundException>(() => model.Comment("?", version: 7));
        var comments = store.Open().Models.Model("churn").Comments;
        Assert.Equal([("ada", null, "who looks after it? @grace"), ("grace", 1, "I do")], comments.Select(c => (c.By, c.Version, c.Comment!)));
        Assert.Equal("commented on version 1 (I do)", comments[1].Describe());
        Assert.Equal("0.1", $"{model.Version(1).Commit.Tree[TreePart.Config].Single().Value.Describe()}");
    }
}
