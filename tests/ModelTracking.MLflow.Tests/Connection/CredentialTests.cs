using ModelTracking.Diagnostics;
using ModelTracking.MLflow;
using ModelTracking.MLflow.Connection;
using ModelTracking.Tests;

namespace ModelTracking.MLflow.Tests.Connection;

/// <summary>Where an address leads and what lets us in.</summary>
public sealed class CredentialTests : IDisposable
{
    private readonly TempFolder _home = new();

    public void Dispose() => _home.Dispose();

    private MlflowOptions Options(string? uri, params (string Name, string Value)[] variables) => new()
    {
        Uri = uri,
        Home = _home.Path,
        Variable = name => variables.FirstOrDefault(v => v.Name == name).Value,
    };

    private static async Task<string?> HeaderAsync(MlflowOptions options)
    {
        var address = MlflowAddress.Resolve(options);
        var header = await MlflowCredentials.Resolve(options, address).HeaderAsync(false, default);
        return header is null ? null : header.Scheme == "Basic" ? "Basic " + System.Text.Encoding.UTF8.GetString(Convert.FromBase64String(header.Parameter!)) : header.ToString();
    }

    [Fact]
    public async Task A_user_in_the_environment_wins_over_a_token() =>
        Assert.Equal("Basic me:secret", await HeaderAsync(Options("http://h:5000", ("MLFLOW_TRACKING_USERNAME", "me"), ("MLFLOW_TRACKING_PASSWORD", "secret"), ("MLFLOW_TRACKING_TOKEN", "t"))));

    [Fact]
    public async Task A_token_is_sent_as_bearer() => Assert.Equal("Bearer t", await HeaderAsync(Options("http://h", ("MLFLOW_TRACKING_TOKEN", "t"))));

    [Fact]
    public async Task The_credentials_file_is_read()
    {
        Directory.CreateDirectory(_home[".mlflow"]);
        await File.WriteAllTextAsync(_home[".mlflow/credentials"], "[mlflow]\nmlflow_tracking_username = file\nmlflow_tracking_password = word\n");
        Assert.Equal("Basic file:word", await HeaderAsync(Options("http://h")));
    }

    [Fact]
    public void A_user_in_the_address_is_never_in_the_name()
    {
        var address = MlflowAddress.Resolve(Options("https://me:secret@host:5000/base/"));
        Assert.Equal("https://host:5000/base", address.Name);
    }

    [Fact]
    public async Task A_Databricks_profile_names_host_and_token()
    {
        await File.WriteAllTextAsync(_home[".databrickscfg"], "[DEFAULT]\nhost = https://a\ntoken = ta\n\n[work]\nhost = adb-1.azuredatabricks.net\ntoken = tw\n");
        var work = MlflowAddress.Resolve(Options("databricks://work"));
        Assert.Equal(("https://adb-1.azuredatabricks.net/", "databricks://work", "Databricks"), (work.Server.ToString(), work.Name, work.Profile.Name));
        Assert.Equal("Bearer tw", await HeaderAsync(Options("databricks://work")));
        Assert.Equal("Bearer env", await HeaderAsync(Options("databricks", ("DATABRICKS_HOST", "https://b"), ("DATABRICKS_TOKEN", "env"))));
        Assert.Equal("Bearer ta", await HeaderAsync(Options("databricks")));
        Assert.Contains("[other]", Assert.Throws<TrackingException>(() => MlflowAddress.Resolve(Options("databricks://other"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_name_of_a_workspace_opens_it_again()
    {
        (string, string)[] variables = [("DATABRICKS_HOST", "https://adb-1.azuredatabricks.net"), ("DATABRICKS_TOKEN", "env")];
        var name = MlflowAddress.Resolve(Options("databricks", variables)).Name;
        Assert.Equal("databricks://adb-1.azuredatabricks.net", name);
        Assert.Equal(("https://adb-1.azuredatabricks.net/", name, "env"), MlflowAddress.Resolve(Options(name, variables)) is var again ? (again.Server.ToString(), again.Name, again.Token) : default);
        Assert.Contains("DATABRICKS_HOST", Assert.Throws<TrackingException>(() => MlflowAddress.Resolve(Options("databricks://adb-2.azuredatabricks.net", variables))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_or_wrong_address_says_what_to_give()
    {
        Assert.Contains("MLFLOW_TRACKING_URI", Assert.Throws<TrackingException>(() => MlflowAddress.Resolve(Options(null))).Message, StringComparison.Ordinal);
        Assert.Contains("http://localhost:5000", Assert.Throws<TrackingException>(() => MlflowAddress.Resolve(Options("sqlite:///mlflow.db"))).Message, StringComparison.Ordinal);
    }
}
