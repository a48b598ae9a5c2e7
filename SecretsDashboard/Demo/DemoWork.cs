using System.Text;
using SecretsDashboard.Access;
using SecretsDashboard.Attention;
using SecretsDashboard.Cli;
using SecretsDashboard.Data;
using SecretsDashboard.Members;
using SecretsDashboard.Projects;
using SecretsDashboard.Secrets;

namespace SecretsDashboard.Demo;

/// <summary>The people of the story do to projects and secrets what people do, through the stores that the pages use.</summary>
internal sealed class DemoWork(IServiceProvider services, DemoCast cast, Random random)
{
    private readonly SecretStore secrets = services.GetRequiredService<SecretStore>();

    public async Task CreateAsync(DemoProject project, CancellationToken cancellationToken)
    {
        var caller = await cast.AtAsync(DemoPerson.Of(project.Manager), cancellationToken);
        Require(await services.GetRequiredService<ProjectStore>().CreateAsync(caller, new ProjectForm { Name = project.Name, Slug = project.Slug }, cancellationToken));
        var environments = services.GetRequiredService<EnvironmentStore>();
        foreach (var name in project.Added)
        {
            Require(await environments.AddAsync(caller, project.Slug, name, cancellationToken));
        }
    }

    public async Task AddMemberAsync(DemoProject project, DemoPerson person, ProjectRole role, CancellationToken cancellationToken)
    {
        var caller = await cast.AtAsync(DemoPerson.Of(project.Manager), cancellationToken, confirmed: true);
        var outcome = await services.GetRequiredService<ProjectMemberStore>().AddAsync(caller, project.Slug, cast.IdOf(person), role, cancellationToken);
        if (outcome.Problem is { } problem)
        {
            throw new InvalidOperationException($"{person.Name} was not added to {project.Name}: {problem}");
        }
    }

    /// <summary>Stores a value of each of these secrets in one environment, as an import does.</summary>
    /// <param name="by">Who does it.</param>
    /// <param name="project">The project as the stores name it.</param>
    /// <param name="some">The secrets; those that have no value there are left out.</param>
    /// <param name="environment">Its slug.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public async Task ImportAsync(DemoPerson by, string project, IEnumerable<DemoSecret> some, string environment, CancellationToken cancellationToken)
    {
        var text = string.Concat(some.Where(secret => !secret.Without.Contains(environment)).Select(secret => secret.Line(environment, random)));
        using var file = DotEnv.Parse(Encoding.UTF8.GetBytes(text), SecretImport.MostNames);
        Require(await secrets.ImportAsync(await cast.AtAsync(by, cancellationToken), project, file, [environment], null, cancellationToken), text.Split('=')[0]);
    }

    /// <summary>Gives one secret a new value in one environment.</summary>
    public async Task ChangeAsync(DemoPerson by, DemoProject project, DemoSecret secret, string environment, CancellationToken cancellationToken)
    {
        using var draft = SecretDraft.Of(secret.Key, secret.NewValue(environment, random), [environment], everywhere: false);
        Require(await secrets.ChangeAsync(await cast.AtAsync(by, cancellationToken), project.Slug, draft, cancellationToken), secret.Key);
    }

    public async Task DescribeAsync(DemoPerson by, string project, DemoSecret secret, CancellationToken cancellationToken)
    {
        using var draft = new SecretDraft { Key = secret.Key, Description = secret.Description };
        Require(await secrets.ChangeAsync(await cast.AtAsync(by, cancellationToken), project, draft, cancellationToken), secret.Key);
    }

    public async Task DeleteAsync(DemoPerson by, string project, string key, CancellationToken cancellationToken) =>
        Require(await secrets.DeleteAsync(await cast.AtAsync(by, cancellationToken), project, key, null, cancellationToken), key);

    /// <summary>Someone says that an environment does without a secret.</summary>
    public async Task MarkNotNeededAsync(DemoPerson by, string project, string key, string environment, CancellationToken cancellationToken)
    {
        if (!await services.GetRequiredService<NeedStore>().MarkAsync(await cast.AtAsync(by, cancellationToken), project, key, environment, cancellationToken))
        {
            throw new InvalidOperationException($"{key} has a value in {environment}.");
        }
    }

    /// <summary>Someone tries what they may not do.</summary>
    public async Task TryAsync(DemoPerson by, string project, string key, CancellationToken cancellationToken)
    {
        try
        {
            await secrets.DeleteAsync(await cast.AtAsync(by, cancellationToken), project, key, null, cancellationToken);
        }
        catch (AccessDeniedException)
        {
            return;
        }
        throw new InvalidOperationException($"{by.Name} was not refused.");
    }

    public async Task ProtectAsync(DemoProject project, CancellationToken cancellationToken)
    {
        var caller = await cast.AtAsync(DemoPerson.Of(project.Manager), cancellationToken);
        var details = await services.GetRequiredService<ProjectStore>().GetAsync(caller, project.Slug, cancellationToken);
        var production = details.Environments.Single(environment => environment.Slug == DemoProject.Production);
        Require(await services.GetRequiredService<EnvironmentStore>().ProtectAsync(caller, project.Slug, production.Id, true, cancellationToken));
    }

    // a rule of the stores that the story breaks is a fault of the story
    private static void Require(ProjectOutcome outcome)
    {
        if (!outcome.IsDone)
        {
            throw new InvalidOperationException(outcome.Problem);
        }
    }

    private static void Require(SaveOutcome outcome, string key)
    {
        if (!outcome.IsSaved)
        {
            throw new InvalidOperationException($"{key} was not saved: {outcome.Outcome}, {string.Join("; ", outcome.Messages.Select(message => message.Text))}");
        }
    }
}
