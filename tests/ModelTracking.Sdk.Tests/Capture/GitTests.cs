using System.Text;
using ModelTracking.Capture;

namespace ModelTracking.Tests.Capture;

public class GitTests
{
    [Fact]
    public void A_clean_repository_is_told_with_commit_branch_and_remote_and_has_no_patch()
    {
        using var repository = new TempRepository();
        var commit = repository.Write("a.cs", "class A;\n").Commit("First words");
        repository.Git("remote", "add", "origin", "https://me:hunter2secret@example.org/team/repo.git?token=abc");
        var state = repository.Read();
        Assert.Equal((commit, "main", "https://example.org/team/repo.git", false), (state.Code.Commit, state.Code.Branch, state.Code.Remote, state.Code.IsDirty));
        Assert.Equal("First words", state.Code.Subject);
        Assert.Empty(state.Patches);
        Assert.Empty(state.Code.Notes);
    }

    [Theory]
    [InlineData("https://ghp_abc@github.com/a/b", "https://github.com/a/b")]
    [InlineData("git@github.com:a/b.git", "git@github.com:a/b.git")]
    [InlineData("ssh://git:pw@host:22/a", "ssh://git@host:22/a")]
    [InlineData("/srv/git/a b.git", "/srv/git/a b.git")]
    public void Credentials_are_taken_off_an_address(string address, string shown) =>
        Assert.Equal(shown, ModelTracking.Capture.Secrets.RemoteAddress.Strip(address));

    [Fact]
    public void Changed_and_untracked_files_come_back_byte_for_byte()
    {
        using var repository = new TempRepository("my repo ü 損失");
        repository.Write("keep.txt", "same\n").Write("edit.cs", "a\nb\nc\n").Write("gone.txt", "x").Write("sub/no end.txt", "no newline")
            .Write("crlf.txt", "a\r\nb\r\n").Write("bin.dat", [0, 1, 2, 255]).Write("staged.txt", "1\n").Commit();
        repository.Write("edit.cs", "a\nB\nc\nd\n").Write("sub/no end.txt", "no newline, still").Write("crlf.txt", "a\r\nB\r\n")
            .Write("bin.dat", [0, 9, 8, 7, 255, 0]).Write("staged.txt", "2\n");
        repository.Git("add", "staged.txt");
        repository.Write("staged.txt", "3\n");
        File.Delete(Path.Combine(repository.Root, "gone.txt"));
        repository.Write("new.cs", "class New;\n").Write("neu ü 損失/a b.txt", "grüße\n").Write("empty.txt", "").Write("tiny.bin", [0, 0, 1]).Write("quote\"d [x]*.txt".Replace(OperatingSystem.IsWindows() ? "\"" : "\0", ""), "odd\n");
        if (!OperatingSystem.IsWindows())
        {
            File.CreateSymbolicLink(Path.Combine(repository.Root, "link"), "edit.cs");
            repository.Write("run.sh", "#!/bin/sh\n");
            File.SetUnixFileMode(Path.Combine(repository.Root, "run.sh"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            repository.Write("tab\tname\n.txt", "odd too\n");
        }

        var before = repository.Git("status", "--porcelain");
        var state = repository.Read();
        Assert.True(state.Code.IsDirty);
        Assert.Empty(state.Code.LeftOut);
        Assert.Equal(TempRepository.Tree(repository.Root), TempRepository.Tree(repository.Restore(state)));
        Assert.Equal(before, repository.Git("status", "--porcelain"));
    }

    [Fact]
    public void The_users_own_settings_of_git_do_not_bend_the_patch()
    {
        using var repository = new TempRepository();
        repository.Write("a.txt", "a\n").Write("b.txt", "b\n").Commit();
        foreach (var (name, value) in ((string, string)[])[("diff.noprefix", "true"), ("diff.mnemonicPrefix", "true"), ("color.ui", "always"), ("diff.external", "false"), ("core.quotePath", "false"), ("diff.context", "0"), ("diff.renames", "copies"), ("status.showUntrackedFiles", "no"), ("diff.ignoreSubmodules", "all")])
        {
            repository.Git("config", name, value);
        }

        repository.Write("a.txt", "A\n").Write("ü.txt", "new\n").Write("c.txt", "b\n");
        var state = repository.Read();
        Assert.Equal(TempRepository.Tree(repository.Root), TempRepository.Tree(repository.Restore(state)));
    }

    [Fact]
    public void Without_a_branch_the_commit_alone_is_told()
    {
        using var repository = new TempRepository();
        var first = repository.Write("a", "1").Commit();
        repository.Write("a", "2").Commit();
        repository.Git("checkout", "-q", first);
        var code = repository.Read().Code;
        Assert.Equal((first, null, false), (code.Commit, code.Branch, code.IsDirty));
    }

    [Fact]
    public void A_second_work_tree_is_read_as_itself()
    {
        using var repository = new TempRepository();
        var commit = repository.Write("a.txt", "1\n").Commit();
        var other = repository.Beside("other tree");
        repository.Git("worktree", "add", "-q", "-b", "side", other);
        File.WriteAllText(Path.Combine(other, "a.txt"), "2\n");
        File.WriteAllText(Path.Combine(other, "b.txt"), "3\n");
        var state = TempRepository.Read(other);
        Assert.Equal((commit, "side", true), (state.Code.Commit, state.Code.Branch, state.Code.IsDirty));
        Assert.Equal(TempRepository.Tree(other), TempRepository.Tree(repository.Restore(state)));
        Assert.False(repository.Read().Code.IsDirty);
    }

    [Fact]
    public void A_changed_submodule_has_its_own_commit_and_patch()
    {
        using var library = new TempRepository();
        library.Write("lib.cs", "1\n").Commit();
        using var repository = new TempRepository();
        repository.Write("a.cs", "1\n");
        repository.Git("submodule", "add", "-q", library.Root, "libs/l");
        repository.Commit();
        var inside = Path.Combine(repository.Root, "libs/l");
        File.WriteAllText(Path.Combine(inside, "lib.cs"), "2\n");
        repository.Write("a.cs", "2\n");
        var state = repository.Read();
        var submodule = Assert.Single(state.Code.Submodules);
        Assert.Equal(("libs/l", "code/submodules/libs/l.patch"), (submodule.Path, submodule.Patch));
        Assert.Equal(TempRepository.GitIn(inside, "rev-parse", "HEAD").Trim(), submodule.Commit);
        Assert.DoesNotContain("Subproject", Encoding.UTF8.GetString(state.Patches[0].Bytes), StringComparison.Ordinal);
        Assert.Contains("+2", Encoding.UTF8.GetString(state.Patches.Single(p => p.Path == submodule.Patch).Bytes), StringComparison.Ordinal);
    }

    [Fact]
    public void Before_the_first_commit_the_patch_makes_the_files_in_an_empty_folder()
    {
        using var repository = new TempRepository();
        repository.Write("staged.txt", "s\n");
        repository.Git("add", "-A");
        repository.Write("new.txt", "n\n");
        var state = repository.Read();
        Assert.Null(state.Code.Commit);
        Assert.Contains(state.Code.Notes, n => n.Contains("no commit yet", StringComparison.Ordinal));
        using var empty = new TempRepository();
        File.WriteAllBytes(empty.Beside("p"), state.Patches[0].Bytes);
        empty.Git("apply", empty.Beside("p"));
        Assert.Equal(TempRepository.Tree(repository.Root), TempRepository.Tree(empty.Root));
    }

    [Fact]
    public void A_folder_in_no_repository_is_said_not_failed()
    {
        using var folder = new TempFolder();
        var code = TempRepository.Read(folder.Path).Code;
        Assert.Null(code.Commit);
        Assert.Contains("is in no git repository", Assert.Single(code.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_git_it_is_said_that_there_is_none()
    {
        using var repository = new TempRepository();
        var state = TempRepository.Read(repository.Root, searchPath: repository.Root);
        Assert.Contains("Git was not found", Assert.Single(state.Code.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void A_git_that_the_repository_brings_itself_is_never_run()
    {
        using var repository = new TempRepository();
        repository.Write(OperatingSystem.IsWindows() ? "git.exe" : "git", "#!/bin/sh\ntouch was-run\n");
        Assert.Null(ModelTracking.Capture.Programs.ProgramFinder.Find("git", ".:" + Path.Combine("bin", "x")));
        repository.Git("config", "core.fsmonitor", "touch was-run");
        repository.Read();
        Assert.False(File.Exists(Path.Combine(repository.Root, "was-run")));
    }

    [Fact]
    public void Ignored_files_and_the_store_are_no_code()
    {
        using var repository = new TempRepository();
        repository.Write(".gitignore", "bin/\n").Commit();
        repository.Write("bin/a.dll", "x").Write("mltrack/runs/1/1.seg", "x");
        var state = TempRepository.Read(repository.Root, notCode: [Path.Combine(repository.Root, "mltrack")]);
        Assert.False(state.Code.IsDirty);
    }

    [Fact]
    public void A_huge_change_is_named_and_left_out_and_the_rest_is_kept()
    {
        using var repository = new TempRepository();
        repository.Write("big.txt", "1\n").Write("small.txt", "1\n").Commit();
        repository.Write("big.txt", string.Concat(Enumerable.Range(0, 40_000).Select(i => $"line {i}\n"))).Write("line.txt", new string('x', 300_000)).Write("small.txt", "2\n");
        var state = repository.Read(new CaptureOptions { MaxPatchFileBytes = 100_000 });
        Assert.Equal(["line.txt", "big.txt"], state.Code.LeftOut.Select(f => f.Path));
        Assert.Equal(2, state.Code.LeftOutCount);
        Assert.Equal("2\n", File.ReadAllText(Path.Combine(repository.Restore(state), "small.txt")));
    }

    [Fact]
    public void A_patch_never_gets_larger_than_it_may()
    {
        using var repository = new TempRepository();
        repository.Commit();
        for (var i = 0; i < 250; i++)
        {
            repository.Write($"f{i:D3}.txt", new string('x', 1000));
        }

        var state = repository.Read(new CaptureOptions { MaxPatchBytes = 50_000 });
        Assert.InRange(state.Patches[0].Bytes.Length, 20_000, 50_000);
        Assert.Equal(100, state.Code.LeftOut.Count);
        Assert.Equal(250, state.Code.LeftOutCount + Directory.GetFiles(repository.Restore(state)).Length);
    }

    [Fact]
    public void A_conflict_is_said_and_what_stands_in_the_work_tree_is_kept()
    {
        using var repository = new TempRepository();
        repository.Write("a.txt", "1\n").Commit();
        repository.Git("checkout", "-q", "-b", "side");
        repository.Write("a.txt", "2\n").Commit();
        repository.Git("checkout", "-q", "main");
        repository.Write("a.txt", "3\n").Commit();
        Assert.Throws<InvalidOperationException>(() => repository.Git("merge", "side"));
        var state = repository.Read();
        Assert.True(state.Code.IsDirty);
        Assert.Equal("a.txt", Assert.Single(state.Code.LeftOut).Path);
        Assert.Equal(TempRepository.Tree(repository.Root), TempRepository.Tree(repository.Restore(state)));
    }
}
