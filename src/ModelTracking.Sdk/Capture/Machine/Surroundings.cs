namespace ModelTracking.Capture.Machine;

/// <summary>Tells from variables and marker files whether the program runs in a container, a CI system or a cluster job.</summary>
internal static class Surroundings
{
    private static readonly (string Variable, string Name)[] CiSystems =
    [
        ("GITHUB_ACTIONS", "GitHub Actions"), ("GITLAB_CI", "GitLab CI"), ("TF_BUILD", "Azure Pipelines"), ("JENKINS_URL", "Jenkins"),
        ("TEAMCITY_VERSION", "TeamCity"), ("CIRCLECI", "CircleCI"), ("TRAVIS", "Travis CI"), ("APPVEYOR", "AppVeyor"), ("BUILDKITE", "Buildkite"),
        ("BITBUCKET_BUILD_NUMBER", "Bitbucket Pipelines"), ("DRONE", "Drone"), ("CODEBUILD_BUILD_ID", "AWS CodeBuild"), ("GITEA_ACTIONS", "Gitea Actions"),
    ];

    private static readonly (string Variable, string Name)[] Schedulers =
        [("SLURM_JOB_ID", "Slurm job"), ("PBS_JOBID", "PBS job"), ("LSB_JOBID", "LSF job"), ("JOB_ID", "Grid Engine job"), ("AZUREML_RUN_ID", "Azure ML run")];

    public static string? Container(Func<string, string?> variable) =>
        variable("KUBERNETES_SERVICE_HOST") is not null ? "kubernetes"
        : File.Exists("/.dockerenv") ? "docker"
        : File.Exists("/run/.containerenv") ? "podman"
        : variable("DOTNET_RUNNING_IN_CONTAINER") is "true" or "1" ? "container"
        : variable("WSL_DISTRO_NAME") is not null ? "WSL"
        : null;

    public static string? Ci(Func<string, string?> variable)
    {
        var known = CiSystems.FirstOrDefault(s => !string.IsNullOrEmpty(variable(s.Variable))).Name;
        return known ?? (variable("CI") is "true" or "1" ? "unknown CI system" : null);
    }

    public static string? Job(Func<string, string?> variable)
    {
        var (name, label) = Schedulers.FirstOrDefault(s => !string.IsNullOrEmpty(variable(s.Variable)));
        return name is null ? null : $"{label} {variable(name)}";
    }
}
