using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace SecretsDashboard.Data.Migrations
{
    /// <inheritdoc />
    public partial class PersonalAndShared : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Audit_ActorId_ProjectId_Seq",
                table: "Audit");

            migrationBuilder.AddColumn<int>(
                name: "Kind",
                table: "Projects",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<Guid>(
                name: "OwnerId",
                table: "Projects",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "OwnerId",
                table: "Audit",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_Projects_OwnerId",
                table: "Projects",
                column: "OwnerId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Audit_ActorId_ProjectId_OwnerId_Seq",
                table: "Audit",
                columns: new[] { "ActorId", "ProjectId", "OwnerId", "Seq" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Projects_OwnerId",
                table: "Projects");

            migrationBuilder.DropIndex(
                name: "IX_Audit_ActorId_ProjectId_OwnerId_Seq",
                table: "Audit");

            migrationBuilder.DropColumn(
                name: "Kind",
                table: "Projects");

            migrationBuilder.DropColumn(
                name: "OwnerId",
                table: "Projects");

            migrationBuilder.DropColumn(
                name: "OwnerId",
                table: "Audit");

            migrationBuilder.CreateIndex(
                name: "IX_Audit_ActorId_ProjectId_Seq",
                table: "Audit",
                columns: new[] { "ActorId", "ProjectId", "Seq" });
        }
    }
}
