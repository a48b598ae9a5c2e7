using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace SecretsDashboard.Data.Migrations
{
    /// <inheritdoc />
    public partial class CheckedValues : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "IX_Audit_ActorId_Time",
                table: "Audit",
                columns: new[] { "ActorId", "Time" },
                filter: "\"Action\" = 'secret.checked'");

            migrationBuilder.CreateIndex(
                name: "IX_Audit_ProjectId_Time",
                table: "Audit",
                columns: new[] { "ProjectId", "Time" },
                filter: "\"Action\" = 'secret.checked'");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Audit_ActorId_Time",
                table: "Audit");

            migrationBuilder.DropIndex(
                name: "IX_Audit_ProjectId_Time",
                table: "Audit");
        }
    }
}
