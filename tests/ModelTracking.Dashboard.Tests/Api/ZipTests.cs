using System.IO.Compression;
using System.Net;
using ModelTracking.Dashboard.Api;
using ModelTracking.Dashboard.Artifacts;
using ModelTracking.Dashboard.Tests.Shared;
using ModelTracking.Records;
using ModelTracking.Tests;

namespace ModelTracking.Dashboard.Tests.Api;

/// <summary>Artifacts as one archive: whole, inside its folder on every system, and never more than is said.</summary>
public sealed class ZipTests(DemoStore store) : IClassFixture<DemoStore>
{
    [Fact]
    public async Task All_artifacts_of_a_run_come_as_one_archive_with_their_own_bytes()
    {
        await using var site = await Site.OpenAsync(store.Folder);
        using var response = await site.Client.GetAsync($"api/runs/{DemoStore.Files}/zip");
        Assert.Equal("application/zip", response.Content.Headers.ContentType!.ToString());
        Assert.Equal("explore-1 artifacts.zip", response.Content.Headers.ContentDisposition!.FileName!.Trim('"'));
        Assert.Equal("attachment", response.Content.Headers.ContentDisposition.DispositionType);
        Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.StartsWith("sandbox;", response.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        using var zip = new ZipArchive(await response.Content.ReadAsStreamAsync());
        var listed = (await site.JsonAsync($"api/runs/{DemoStore.Files}")).GetProperty("artifacts").EnumerateArray().Select(a => a.GetProperty("path").GetString()!).Order(StringComparer.Ordinal);
        Assert.Equal(listed, zip.Entries.Select(e => e.FullName));
        foreach (var path in (string[])["card.md", "models/churn/model.zip"])
        {
            using var bytes = new MemoryStream();
            await using var entry = await zip.GetEntry(path)!.OpenAsync();
            await entry.CopyToAsync(bytes);
            Assert.Equal(await site.Client.GetByteArrayAsync($"api/runs/{DemoStore.Files}/artifact?path={path}&as=download"), bytes.ToArray());
        }
    }

    [Fact]
    public async Task A_folder_is_what_stands_below_it_and_not_what_begins_with_its_name()
    {
        using var folder = new TempFolder();
        await using (var client = DemoStore.Client(folder["store"]))
        {
            using var run = client.StartRun("x", new RunOptions { Id = DemoStore.Hero });
            foreach (var path in (string[])["net/a.txt", "net/deep/b.txt", "net2/c.txt", "net.txt", "other/net/d.txt"])
            {
                run.LogText(path, path);
            }
        }

        await using var site = await Site.OpenAsync(folder["store"]);
        using var zip = new ZipArchive(await site.Client.GetStreamAsync($"api/runs/{DemoStore.Hero}/zip?folder=net"));
        Assert.Equal(["net/a.txt", "net/deep/b.txt"], zip.Entries.Select(e => e.FullName));
        foreach (var none in (string[])["ne", "net/", "NET", "net/a.txt", "../net", "net/../net", "nothing"])
        {
            Assert.Equal(HttpStatusCode.NotFound, await ServedSite.StatusAsync(site.Client, $"api/runs/{DemoStore.Hero}/zip?folder={none}"));
        }
    }

    [Fact]
    public async Task Who_has_the_archive_already_is_told_so()
    {
        await using var site = await Site.OpenAsync(store.Folder);
        using var first = await site.Client.GetAsync($"api/runs/{DemoStore.Files}/zip?folder=models");
        using var request = new HttpRequestMessage(HttpMethod.Get, $"api/runs/{DemoStore.Files}/zip?folder=models");
        request.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        using var again = await site.Client.SendAsync(request);
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
        request.Headers.IfNoneMatch.Clear();
        Assert.NotEqual(first.Headers.ETag, (await site.Client.GetAsync($"api/runs/{DemoStore.Files}/zip")).Headers.ETag);
    }

    [Fact]
    public async Task Bytes_that_are_gone_are_named_in_the_archive_and_the_others_are_there()
    {
        using var folder = new TempFolder();
        await LogTwoAsync(folder["store"]);
        File.Delete(Stored(folder["store"]));
        await using var site = await Site.OpenAsync(folder["store"]);
        using var zip = new ZipArchive(await site.Client.GetStreamAsync($"api/runs/{DemoStore.Hero}/zip"));
        Assert.Equal(["b.txt", "not in this archive.txt"], zip.Entries.Select(e => e.FullName));
        using var list = new StreamReader(zip.Entries[1].Open());
        Assert.EndsWith("\na.txt\n", await list.ReadToEndAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bytes_that_were_changed_on_disk_break_the_download_off_so_that_nobody_takes_it_for_whole()
    {
        using var folder = new TempFolder();
        await LogTwoAsync(folder["store"]);
        File.SetAttributes(Stored(folder["store"]), FileAttributes.Normal);
        await File.WriteAllTextAsync(Stored(folder["store"]), "something else");
        await using var site = await Site.OpenAsync(folder["store"]);
        await Assert.ThrowsAnyAsync<Exception>(async () =>
        {
            using var response = await site.Client.GetAsync($"api/runs/{DemoStore.Hero}/zip");
            response.EnsureSuccessStatusCode();
        });
    }

    [Fact]
    public void More_than_an_archive_takes_is_refused_before_it_begins()
    {
        ZipApi.Check([.. Enumerable.Range(0, Limits.ZipFiles).Select(_ => Entry(1))], "");
        ZipApi.Check([Entry(Limits.ZipBytes - 1), Entry(1)], "");
        foreach (var tooMuch in new ArtifactEntry[][] { [.. Enumerable.Range(0, Limits.ZipFiles + 1).Select(_ => Entry(1))], [Entry(Limits.ZipBytes), Entry(1)], [Entry(long.MaxValue), Entry(long.MaxValue)], [Entry(Limits.ZipBytes + 1), Entry(-5)] })
        {
            var problem = Assert.Throws<ApiException>(() => ZipApi.Check(tooMuch, ""));
            Assert.Equal(422, problem.Status);
            Assert.Contains("folder by folder", problem.Message, StringComparison.Ordinal);
        }

        static ArtifactEntry Entry(long length) => new("x", new string('0', 64), length, "text/plain", DateTimeOffset.UnixEpoch);
    }

    [Theory]
    [InlineData("../../etc/passwd", "__/__/etc/passwd")]
    [InlineData("..\\..\\x", "__/__/x")]
    [InlineData("/etc/passwd", "_/etc/passwd")]
    [InlineData("C:/Windows/win.ini", "C_/Windows/win.ini")]
    [InlineData("C:win.ini", "C_win.ini")]
    [InlineData("\\\\server\\share\\x", "_/_/server/share/x")]
    [InlineData("a/./b", "a/_/b")]
    [InlineData("a//b", "a/_/b")]
    [InlineData("a/", "a/_")]
    [InlineData("", "_")]
    [InlineData("x\0.png", "x_.png")]
    [InlineData("x\r\nSet-Cookie: a", "x__Set-Cookie_ a")]
    [InlineData("config.json::$DATA", "config.json__$DATA")]
    [InlineData("NUL", "_NUL")]
    [InlineData("con.txt", "_con.txt")]
    [InlineData("name. .", "name___")]
    [InlineData("invoice\u202Efdp.exe", "invoice_fdp.exe")]
    [InlineData("🦊 fox, naïve.txt", "🦊 fox, naïve.txt")]
    [InlineData(".gitignore", ".gitignore")]
    public void A_name_leads_into_the_folder_that_the_archive_is_unpacked_in_on_every_system(string path, string name) => Assert.Equal(name, new ZipNames().Of(path));

    [Fact]
    public void Two_artifacts_never_have_one_name_and_what_stood_in_one_folder_stays_in_one()
    {
        var names = new ZipNames();
        string[] paths = ["a", "a/b.txt", "A/c.txt", "a/B.txt", "x?/1", "x?/2", "x*/1", "tar.gz", "TAR.gz"];
        Assert.Equal(["a", "a (2)/b.txt", "A (3)/c.txt", "a (2)/B (2).txt", "x_/1", "x_/2", "x_ (2)/1", "tar.gz", "TAR (2).gz"], paths.Select(names.Of));
    }

    [Fact]
    public void Half_a_character_is_no_part_of_a_name() => Assert.Equal("half _.txt", new ZipNames().Of($"half {(char)0xD83E}.txt"));

    [Fact]
    public void A_long_name_is_cut_to_what_file_systems_take_and_keeps_its_ending()
    {
        var name = new ZipNames().Of(string.Concat(Enumerable.Repeat("語", 300)) + ".parquet");
        Assert.InRange(System.Text.Encoding.UTF8.GetByteCount(name), 230, 240);
        Assert.EndsWith("語.parquet", name, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_large_artifact_goes_through_without_being_kept_in_memory()
    {
        const int megabytes = 96;
        var artifact = new ArtifactEntry("large.bin", new string('0', 64), (long)megabytes << 20, "application/octet-stream", DateTimeOffset.MinValue);
        var before = GC.GetTotalAllocatedBytes(precise: true);
        await new ArtifactZip([artifact]).WriteAsync(new Forward(), _ => Task.FromResult<Stream>(new Zeros((long)megabytes << 20)), CancellationToken.None);
        Assert.InRange(GC.GetTotalAllocatedBytes(precise: true) - before, 0, 16 << 20);
    }

    private static async Task LogTwoAsync(string folder)
    {
        await using var client = DemoStore.Client(folder);
        using var run = client.StartRun("x", new RunOptions { Id = DemoStore.Hero });
        run.LogText("the true text", "a.txt");
        run.LogText("another", "b.txt");
    }

    private static string Stored(string folder) => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Single(f => File.ReadAllText(f) == "the true text");

    // Takes bytes as a connection does: only what is written without blocking, and never again what was written.
    private sealed class Forward : MemoryStream
    {
        public override bool CanSeek => false;

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Write(ReadOnlySpan<byte> buffer) => throw new NotSupportedException();

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => ValueTask.CompletedTask;

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => Task.CompletedTask;
    }

    private sealed class Zeros(long length) : MemoryStream
    {
        private long _left = length;

        public override bool CanSeek => false;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var read = (int)Math.Min(buffer.Length, _left);
            buffer.Span[..read].Clear();
            _left -= read;
            return ValueTask.FromResult(read);
        }

        public override async Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken)
        {
            var buffer = new byte[bufferSize];
            while (await ReadAsync(buffer, cancellationToken) is > 0 and var read)
            {
                await destination.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            }
        }
    }
}
