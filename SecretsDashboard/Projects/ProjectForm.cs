using System.ComponentModel.DataAnnotations;
using SecretsDashboard.Access;
using SecretsDashboard.Data;

namespace SecretsDashboard.Projects;

/// <summary>What the dialog <i>New project</i> asks for. The slug follows the name until somebody changes it.</summary>
public sealed class ProjectForm : IValidatableObject
{
    private string name = "";

    public string Name
    {
        get => name;
        set
        {
            if (Slug == Projects.Slug.From(name))
            {
                Slug = Projects.Slug.From(value);
            }
            name = value;
        }
    }

    public string Slug { get; set; } = "";

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (PlainName.Problem(Name, Project.NameLength) is { } problem)
        {
            yield return new ValidationResult(problem, [nameof(Name)]);
        }
        if (Projects.Slug.Problem(Slug) is { } slugProblem)
        {
            yield return new ValidationResult(slugProblem, [nameof(Slug)]);
        }
    }
}
